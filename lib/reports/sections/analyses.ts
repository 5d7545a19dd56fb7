// What the analyses of the runs say: correlation with resources, bottlenecks, memory, and everything else that was computed.

import type { Analysis } from '#lib/analysis/analysis.ts'
import { runHref } from '../report-format.ts'
import type { ReportInput, ReportRun } from '../report-input.ts'
import { type Cell, heading, type ReportBlock, table, words } from '../report-model.ts'
import { analysesNamed, analysisParts, derivationOf } from './analysis-parts.ts'
import { bottleneckBlocks, memoryBlocks } from './layers.ts'

export function analysisBlocks(input: ReportInput): ReportBlock[] {
  return [
    heading(2, 'Resource utilization analysis'),
    correlation(input),
    heading(2, 'Memory profiling results'),
    ...memoryBlocks(input),
    heading(2, 'Bottleneck analysis'),
    ...bottleneckBlocks(input),
    heading(2, 'Analyses of the runs'),
    ...(input.runs.some(({ analyses }) => analyses.length > 0)
      ? input.runs.flatMap(analysesOf)
      : [{ kind: 'text' as const, text: 'Nothing was analysed.' }]),
  ]
}

const PAIRS = [
  ['Response time', 'CPU usage'],
  ['Response time', 'Memory usage'],
  ['Throughput', 'Disk I/O'],
  ['Error rate', 'Network I/O'],
] as const

function correlation({ runs }: ReportInput): ReportBlock {
  const columns = ['Performance metric', 'System resource', '>Correlation', 'Impact analysis']
  const rows = runs.flatMap((run) => analysesNamed('correlation', run).flatMap((one) => tiesOf(run, one)))
  const unread = PAIRS.map(([metric, resource]) => [
    words(metric),
    words(resource),
    words('untested'),
    words('no monitor read it during the runs'),
  ])
  return table('correlation', 'System performance correlation', columns, rows.length > 0 ? rows : unread, {
    note: 'Correlation (Spearman) is no proof of cause.',
    empty: '',
  })
}

/** What the load itself is measured by is no resource of the system. */
const OWN: readonly unknown[] = ['Offered load', 'Requests in flight', 'Load generator, busy']

function tiesOf(run: ReportRun, one: Analysis): Cell[][] {
  return (one.table?.rows ?? [])
    .filter(({ cause }) => !OWN.includes(cause))
    .map(({ cause, symptom, rho, n, note }): Cell[] => {
      const value = Number(rho)
      const derivation = derivationOf(run, one, { label: `${symptom} with ${cause}`, note: `${n} pairs` })
      return [
        words(String(symptom)),
        words(String(cause)),
        Number.isNaN(value) ? words('–') : { text: String(rho), value, derivation },
        { text: `${run.head.label}: ${note}, n = ${n}`, ...runHref(run.head) },
      ]
    })
}

const ELSEWHERE = ['correlation', 'bottleneck', 'memory', 'drift/memory']

function analysesOf(run: ReportRun): ReportBlock[] {
  const rest = run.analyses.filter(({ key }) => !ELSEWHERE.some((one) => key === one || key.startsWith(`${one}/`)))
  if (rest.length === 0) return []
  const { scenario, label } = run.head
  return [
    heading(3, `${scenario.name || scenario.key}, ${label}`, `analyses-${label.toLowerCase()}`),
    ...rest.flatMap((one) => analysisParts(run, one, 4)),
  ]
}
