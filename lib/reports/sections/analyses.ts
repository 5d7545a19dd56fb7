// What the analyses of the runs say: correlation with resources, bottlenecks, memory, and everything else that was computed.

import type { Analysis } from '#lib/analysis/analysis.ts'
import { measured, runHref, sayUnit } from '../report-format.ts'
import type { ReportInput, ReportRun } from '../report-input.ts'
import { type Cell, fields, heading, narrative, type ReportBlock, table, words } from '../report-model.ts'

export function analysisBlocks(input: ReportInput): ReportBlock[] {
  return [
    heading(2, 'Resource utilization analysis'),
    correlation(input),
    heading(2, 'Memory profiling results'),
    ...memory(input),
    heading(2, 'Bottleneck analysis'),
    ...bottlenecks(input),
    heading(2, 'Analyses of the runs'),
    ...(input.runs.some(({ analyses }) => analyses.length > 0)
      ? input.runs.flatMap(analysesOf)
      : [{ kind: 'text' as const, text: 'Nothing was analysed.' }]),
  ]
}

const of = (key: string, { analyses }: ReportRun): Analysis[] =>
  analyses.filter((one) => one.key === key || one.key.startsWith(`${key}/`))

const PAIRS = [
  ['Response time', 'CPU usage'],
  ['Response time', 'Memory usage'],
  ['Throughput', 'Disk I/O'],
  ['Error rate', 'Network I/O'],
] as const

function correlation({ runs }: ReportInput): ReportBlock {
  const columns = ['Performance metric', 'System resource', '>Correlation', 'Impact analysis']
  const rows = runs.flatMap((run) =>
    of('correlation', run).flatMap((one) =>
      one.figures.map((figure): Cell[] => {
        const [metric = figure.label, resource = '–'] = figure.label.split(/ (?:and|with|×|vs\.?) /)
        const value = figure.value === null ? 'not computable' : figure.value.toFixed(2)
        return [
          words(metric),
          words(resource),
          { text: value, value: figure.value },
          { text: `${run.head.label}: ${figure.note ?? one.sentence}`, ...runHref(run.head) },
        ]
      }),
    ),
  )
  const untested = PAIRS.map(([metric, resource]) => [
    words(metric),
    words(resource),
    words('untested'),
    words('no monitor of the plan read it during a run'),
  ])
  return table('correlation', 'System performance correlation', columns, rows.length > 0 ? rows : untested, {
    note: 'Correlation (Spearman) is no proof of cause.',
    empty: '',
  })
}

const MEMORY = ['Heap allocation', 'Garbage collection', 'Goroutines'] as const

function memory({ runs, texts }: ReportInput): ReportBlock[] {
  const found = runs.flatMap((run) => [...of('memory', run), ...of('drift/memory', run)].map((one) => ({ run, one })))
  return [
    ...(found.length > 0
      ? found.flatMap(({ run, one }) => analysisParts(run, one, 3))
      : [fields(MEMORY.map((name) => [name, words('untested: no monitor of the plan reads it')] as const))]),
    narrative('memory', 'Memory hotspots', 'No profile was attached.', texts),
  ]
}

const LAYERS = ['Database layer', 'Application layer', 'Infrastructure layer'] as const

function bottlenecks({ runs, texts }: ReportInput): ReportBlock[] {
  const found = runs.flatMap((run) => of('bottleneck', run).map((one) => ({ run, one })))
  const bad = found.filter(({ one }) => one.tone === 'bad')
  return [
    ...(found.length > 0
      ? found.flatMap(({ run, one }) => analysisParts(run, one, 3))
      : [fields(LAYERS.map((name) => [name, words('untested: no monitor of the plan reads it')] as const))]),
    narrative(
      'bottlenecks',
      'Identified bottlenecks',
      bad.length > 0
        ? bad.map(({ run, one }, index) => `${index + 1}. ${one.title} (${run.head.label}): ${one.sentence}`).join('\n')
        : 'None was found by the rules.',
      texts,
    ),
  ]
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

function analysisParts(run: ReportRun, one: Analysis, level: 3 | 4): ReportBlock[] {
  const derivation = (label: string, note: string | undefined) => ({
    run: { id: run.head.id, label: run.head.label },
    selector: one.key,
    window: one.window ? { ...one.window, name: one.title } : null,
    samples: run.summary.totals.sent,
    method: [label, note].filter(Boolean).join(': '),
    typedBy: null,
  })
  return [
    heading(
      level,
      `${one.title}, ${run.head.label}`,
      `${run.head.label.toLowerCase()}-${one.key.replace(/[^a-z0-9]+/gi, '-')}`,
    ),
    { kind: 'text', text: one.sentence },
    ...(one.figures.length > 0
      ? [
          fields(
            one.figures.map((figure) => {
              const cell = measured(figure.unit, figure.value, derivation(figure.label, figure.note))
              const span = figure.interval
                ? ` (95 %: ${figure.interval.map((end) => sayUnit(figure.unit, end)).join(' to ')})`
                : ''
              return [
                figure.label,
                {
                  ...cell,
                  text: `${cell.text}${span}${figure.value === null && figure.note ? `, ${figure.note}` : ''}`,
                },
              ] as const
            }),
          ),
        ]
      : []),
    ...(one.table && one.table.rows.length > 0 ? [analysisTable(run, one)] : []),
  ]
}

function analysisTable(run: ReportRun, one: Analysis): ReportBlock {
  const shape = one.table
  const columns = shape?.columns ?? []
  return table(
    `${run.head.label.toLowerCase()}-${one.key.replace(/[^a-z0-9]+/gi, '-')}-table`,
    one.title,
    columns.map(({ label, unit }) => `${unit === 'text' ? '' : '>'}${label}`),
    (shape?.rows ?? []).map((row) =>
      columns.map(({ key, unit }): Cell => {
        const value = row[key] ?? null
        if (unit === 'text' || typeof value === 'string') return words(String(value ?? '–'))
        return { text: sayUnit(unit, value), value }
      }),
    ),
    { empty: '' },
  )
}
