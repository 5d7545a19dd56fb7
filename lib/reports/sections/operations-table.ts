// What each operation of a run gave.

import { say, showCount, showLatency, showPercent } from '#lib/core/number-format.ts'
import type { OperationSummary } from '#lib/runs/schema.ts'
import { sayUnit } from '../report-format.ts'
import type { ReportRun } from '../report-input.ts'
import { type Cell, type TableBlock, table } from '../report-model.ts'

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

export function operationsTable({ summary, head }: ReportRun): TableBlock {
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
