// What the scenarios of the cycle gave, side by side: the tables of a test report.

import { say, showCount, showLatency, showPercent } from '#lib/core/number-format.ts'
import type { MatrixRow } from '#lib/cycles/schema.ts'
import type { OperationSummary } from '#lib/runs/schema.ts'
import { judged, measured, runHref, sayDuration, sayStatus, sayUnit, toneOf, wordOf } from '../report-format.ts'
import { type ReportInput, type ReportRun, wholeRun } from '../report-input.ts'
import { type Cell, heading, type ReportBlock, type TableBlock, table, words } from '../report-model.ts'

export function resultBlocks(input: ReportInput): ReportBlock[] {
  return [
    heading(2, 'Test results summary'),
    executionSummary(input),
    keyFigures(input),
    heading(2, 'Performance metrics analysis'),
    latencyDistribution(input),
    throughput(input),
    memory(input),
    ...input.runs.map((run) => operations(run)),
  ]
}

const cellOfRow = (row: MatrixRow, text: string, value: number | null): Cell => ({
  text: value === null ? '–' : text,
  value,
  ...(row.run
    ? {
        derivation: {
          run: row.run,
          selector: row.scenario.key,
          window: null,
          samples: row.requests ?? 0,
          method: 'whole run',
          typedBy: null,
        },
      }
    : {}),
})

function executionSummary({ matrix }: ReportInput): TableBlock {
  const total = matrix.reduce((sum, row) => sum + (row.durationMs ?? 0), 0)
  const rows = matrix.map((row): Cell[] => [
    { text: row.scenario.name || row.scenario.key, ...runHref(row.run) },
    words(sayStatus(row)),
    cellOfRow(row, sayDuration(row.durationMs), row.durationMs),
    { text: sayDuration(row.plannedDurationMs), value: row.plannedDurationMs },
    cellOfRow(row, showCount(row.peakUsers)[0], row.peakUsers),
    cellOfRow(row, sayUnit('perSecond', row.peakRatePerSecond), row.peakRatePerSecond),
    row.status === 'not-run' ? judged('none', 'Not run') : judged(toneOf(row), wordOf(toneOf(row))),
    row.run ? { text: row.run.label, ...runHref(row.run) } : words('–'),
  ])
  return table(
    'execution-summary',
    'Test execution summary',
    ['Test scenario', 'Status', '>Duration', '>Planned', '>Peak users', '>Peak rate', 'Pass/fail', 'Run'],
    rows,
    { note: `Total test time ${sayDuration(total)}.`, empty: 'The revision has no scenario.' },
  )
}

function keyFigures({ figures }: ReportInput): TableBlock {
  return table(
    'key-figures',
    'Key performance indicators',
    ['Group', 'Indicator', '>Value', '>Target', 'Run or reason'],
    figures.map((figure) => [
      words(figure.group),
      words(figure.label),
      measured(figure.unit, figure.value, figure.derivation),
      words(figure.target === null ? '–' : sayUnit(figure.unit, figure.target)),
      figure.run
        ? { text: [figure.run.label, figure.note].filter(Boolean).join(': '), ...runHref(figure.run) }
        : words(figure.note ?? '–'),
    ]),
    { empty: 'Nothing was run.' },
  )
}

const PERCENTILES = [
  ['P50', 'p50'],
  ['P95', 'p95'],
  ['P99', 'p99'],
  ['Max', 'max'],
] as const

function latencyDistribution({ matrix, runs }: ReportInput): TableBlock {
  const told = matrix.filter((row) => row.run)
  return table(
    'latency-distribution',
    'Latency distribution',
    ['Percentile', ...told.map((row) => `>${row.scenario.name || row.scenario.key}`)],
    PERCENTILES.map(([label, key]) => [
      words(label),
      ...told.map((row): Cell => {
        const run = runs.find(({ head }) => head.id === row.run?.id)
        const value = row.latencyMs[key]
        const method = `${key} of merged histograms, response times of ok attempts`
        return {
          text: say(showLatency(value)),
          value,
          ...(run ? { derivation: wholeRun(run, '*', method, run.summary.totals.ok) } : {}),
        }
      }),
    ]),
    {
      note: 'Response times of successful requests over the whole run, ramps included; counted from the moment a request was due.',
      empty: 'Nothing was run.',
    },
  )
}

function throughput({ matrix }: ReportInput): TableBlock {
  return table(
    'throughput',
    'Throughput analysis',
    ['Test', '>Target rate', '>Actual rate', '>Efficiency'],
    matrix
      .filter((row) => row.run)
      .map((row) => [
        { text: row.scenario.name || row.scenario.key, ...runHref(row.run) },
        row.throughput.target === null ? words('by users') : measured('perSecond', row.throughput.target),
        cellOfRow(row, sayUnit('perSecond', row.throughput.actual), row.throughput.actual),
        cellOfRow(row, say(showPercent(row.throughput.efficiency)), row.throughput.efficiency),
      ]),
    { note: 'Rates in the steady stages; efficiency is actual by target.', empty: 'Nothing was run.' },
  )
}

const UNTESTED = 'untested'

function memory({ matrix }: ReportInput): TableBlock {
  const told = matrix.filter((row) => row.run)
  return table(
    'memory',
    'Memory usage patterns',
    ['Test', '>Initial', '>Peak', '>Final', '>Growth'],
    told.map((row) => [
      { text: row.scenario.name || row.scenario.key, ...runHref(row.run) },
      ...(['initial', 'peak', 'final', 'growth'] as const).map((key): Cell => {
        const value = row.memoryBytes?.[key] ?? null
        return row.memoryBytes ? cellOfRow(row, sayUnit('bytes', value), value) : words(UNTESTED)
      }),
    ]),
    {
      ...(told.some((row) => !row.memoryBytes)
        ? { note: 'Untested: no monitor of the plan read memory during the run.' }
        : {}),
      empty: 'Nothing was run.',
    },
  )
}

const OPERATION_COLUMNS = [
  ['Operation', null],
  ['>Sent', 'requests sent'],
  ['>OK', 'answers as expected'],
  ['>Failed', 'answers not as expected, and no answers'],
  ['>Dropped', 'requests due that were not sent, by target and generator'],
  ['>Rate', 'answers by seconds'],
  ['>Mean', 'mean of response times of ok attempts'],
  ['>P50', 'p50 of merged histograms of ok attempts'],
  ['>P90', 'p90 of merged histograms of ok attempts'],
  ['>P95', 'p95 of merged histograms of ok attempts'],
  ['>P99', 'p99 of merged histograms of ok attempts'],
  ['>Max', 'slowest ok attempt'],
  ['>Error rate', 'failed / (ok + failed)'],
] as const

function operations({ summary, head }: ReportRun): TableBlock {
  const rows = [...Object.values(summary.operations), summary.totals]
  return table(
    `operations-${head.label.toLowerCase()}`,
    `Results by operation: ${head.scenario.name || head.scenario.key}, ${head.label}`,
    OPERATION_COLUMNS.map(([label]) => label),
    rows.map((one) => operationRow(one, one === summary.totals)),
    {
      note: 'Whole run; response times of successful requests.',
      origin: {
        run: { id: head.id, label: head.label },
        window: { fromMs: summary.from, toMs: summary.to, name: 'whole run' },
        selectors: rows.map((one) => (one === summary.totals ? '*' : one.key)),
        samples: rows.map(({ sent }) => sent),
        methods: OPERATION_COLUMNS.map(([, method]) => method),
      },
      empty: 'Nothing was measured.',
    },
  )
}

function operationRow(one: OperationSummary, isTotal: boolean): Cell[] {
  const times = one.responseTimeMs.shown
  const count = (value: number): Cell => ({ text: showCount(value)[0], value })
  const latency = (value: number | null): Cell => ({ text: say(showLatency(value)), value })
  return [
    { text: isTotal ? 'All operations' : one.name || one.key, ...(isTotal ? { strong: true } : {}) },
    count(one.sent),
    count(one.ok),
    count(one.failed),
    count(one.dropped.target + one.dropped.generator),
    { text: sayUnit('perSecond', one.ratePerSecond), value: one.ratePerSecond },
    ...[times.mean, times.p50, times.p90, times.p95, times.p99, times.max].map(latency),
    { text: say(showPercent(one.errorRate)), value: one.errorRate },
  ]
}
