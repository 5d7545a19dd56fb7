// Memory and bottlenecks, layer by layer: what monitors read, what the load itself shows, and what nobody has read.

import { sayUnit } from '../report-format.ts'
import { type ReportInput, type ReportRun, wholeRun } from '../report-input.ts'
import { type Cell, narrative, type ReportBlock, table, words } from '../report-model.ts'
import { analysesNamed, analysisParts, derivationOf } from './analysis-parts.ts'

/** What was read in a row of its own; what was not in one row for its area. */
function layers(key: string, title: string, columns: [string, string], parts: Parts, read: Read = {}): ReportBlock {
  const rows = parts.flatMap(([area, names]): Cell[][] => {
    const unread = names.filter((name) => !read[name])
    const told = names.flatMap((name) => (read[name] ? [[words(area), words(name), read[name]]] : []))
    return unread.length > 0 ? [...told, [words(area), words(unread.join(', ')), words('untested')]] : told
  })
  return table(key, title, [...columns, '>Value'], rows, {
    note: 'Untested: no monitor read it during the runs.',
    empty: '',
  })
}

type Parts = readonly (readonly [area: string, names: readonly string[]])[]
type Read = Record<string, Cell>

const MEMORY: Parts = [
  ['Heap allocation', ['Initial heap', 'Peak heap', 'Final heap', 'Memory growth rate']],
  ['Garbage collection', ['Frequency', 'CPU fraction', 'Pause time', 'Memory efficiency']],
  ['Goroutines', ['Initial', 'Peak', 'Final', 'Leaks']],
]

export function memoryBlocks({ runs, texts }: ReportInput): ReportBlock[] {
  const found = runs.flatMap((run) =>
    [...analysesNamed('memory', run), ...analysesNamed('drift/memory', run)].map((one) => ({ run, one })),
  )
  return [
    ...found.flatMap(({ run, one }) => analysisParts(run, one, 3)),
    layers(
      'memory-profile',
      'Memory of the service',
      ['Area', 'Figure'],
      found.length > 0 ? MEMORY.slice(1) : MEMORY,
      runtime(runs),
    ),
    narrative('memory', 'Memory hotspots', 'No profile was attached.', texts),
    narrative('memory/recommendations', 'Memory optimization recommendations', 'None.', texts),
  ]
}

const LAYERS: Parts = [
  ['Database', ['Connection pool utilization', 'Query performance', 'Lock contention', 'Index usage']],
  ['Application', ['Response time of the slowest operation', 'Errors', 'Validation overhead']],
  ['Infrastructure', ['CPU utilization', 'Memory utilization', 'Network I/O', 'Disk I/O']],
]

export function bottleneckBlocks({ runs, texts }: ReportInput): ReportBlock[] {
  const found = runs.flatMap((run) => analysesNamed('bottleneck', run).map((one) => ({ run, one })))
  const bad = found.filter(({ one }) => one.tone === 'bad')
  return [
    layers('bottleneck-layers', 'Layers', ['Layer', 'Measure'], LAYERS, { ...application(runs), ...used(runs) }),
    ...found.flatMap(({ run, one }) => analysisParts(run, one, 3)),
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

/** Names of the layers by what a monitored share of them is called. */
const USED: readonly (readonly [name: string, layer: string | null, words: RegExp])[] = [
  ['Connection pool utilization', 'database', /pool|connection/i],
  ['CPU utilization', null, /cpu/i],
  ['Memory utilization', null, /memory|heap/i],
  ['Disk I/O', null, /disk|storage/i],
]

/** Means of what monitors told as a share, the greatest of the runs. */
function used(runs: readonly ReportRun[]): Read {
  const all = runs.flatMap((run) =>
    analysesNamed('bottleneck', run).flatMap((one) =>
      (one.table?.rows ?? []).map((row) => ({ run, one, row, mean: Number(row.mean) })),
    ),
  )
  return Object.fromEntries(
    USED.flatMap(([name, layer, pattern]) => {
      const [most] = all
        .filter(({ row }) => row.layer !== 'generator' && pattern.test(String(row.name)))
        .filter(({ row }) => layer === null || row.layer === layer)
        .toSorted((a, b) => b.mean - a.mean)
      if (!most) return []
      const { run, one, row, mean } = most
      const text = `${row.name}, ${run.head.label}: ${sayUnit('fraction', mean)} on average`
      const derivation = derivationOf(run, one, { label: `mean of ${row.name} while the load was held` })
      return [[name, { text, value: mean, derivation }]]
    }),
  )
}

const RUNTIME: readonly (readonly [name: string, words: RegExp, of: 'mean' | 'most' | 'first' | 'last'])[] = [
  ['Frequency', /gc.*(?:freq|runs|cycles|count)/i, 'mean'],
  ['CPU fraction', /gc.*(?:cpu|share|fraction)/i, 'mean'],
  ['Pause time', /gc.*pause|pause.*gc/i, 'most'],
  ['Initial', /goroutine/i, 'first'],
  ['Peak', /goroutine/i, 'most'],
  ['Final', /goroutine/i, 'last'],
]

function runtime(runs: readonly ReportRun[]): Read {
  const all = runs.flatMap((run) =>
    analysesNamed('runtime', run).flatMap((one) => (one.table?.rows ?? []).map((row) => ({ run, one, row }))),
  )
  return Object.fromEntries(
    RUNTIME.flatMap(([name, pattern, of]) => {
      const found = all.find(({ row }) => pattern.test(String(row.name)))
      if (!found) return []
      const { run, row } = found
      return [[name, words(`${row.name}, ${run.head.label}: ${row[of]}`)]]
    }),
  )
}

/** What the load itself shows of the application. */
function application(runs: readonly ReportRun[]): Read {
  const slowest = runs
    .flatMap((run) => Object.values(run.summary.operations).map((one) => ({ run, one })))
    .toSorted((a, b) => (b.one.responseTimeMs.shown.p95 ?? 0) - (a.one.responseTimeMs.shown.p95 ?? 0))[0]
  const worst = runs.toSorted((a, b) => (b.summary.totals.errorRate ?? 0) - (a.summary.totals.errorRate ?? 0))[0]
  if (!slowest || !worst) return {}
  const p95 = slowest.one.responseTimeMs.shown.p95
  const { errorRate, ok, failed } = worst.summary.totals
  return {
    'Response time of the slowest operation': {
      text: `${slowest.one.name || slowest.one.key}, ${slowest.run.head.label}: ${sayUnit('ms', p95)} at p95`,
      value: p95,
      derivation: wholeRun(slowest.run, slowest.one.key, 'p95 of merged histograms of ok attempts', slowest.one.ok),
    },
    Errors: {
      text: `${worst.head.label}: ${sayUnit('fraction', errorRate)}`,
      value: errorRate,
      derivation: wholeRun(worst, '*', 'failed / (ok + failed), the highest of the runs', ok + failed),
    },
  }
}
