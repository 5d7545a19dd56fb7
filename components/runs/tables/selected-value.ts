// What an objective would read on the selected window: from the summary of that window, as far as it holds the metric.

import type { ObjectiveView, OperationSummary, Summary } from '#lib/runs/schema.ts'

const READ: Record<string, (one: OperationSummary) => number | null> = {
  p50: ({ responseTimeMs: { judged } }) => judged.p50,
  p90: ({ responseTimeMs: { judged } }) => judged.p90,
  p95: ({ responseTimeMs: { judged } }) => judged.p95,
  p99: ({ responseTimeMs: { judged } }) => judged.p99,
  'p99.9': ({ responseTimeMs: { judged } }) => judged.p999,
  mean: ({ responseTimeMs: { shown } }) => shown.mean,
  min: ({ responseTimeMs: { shown } }) => shown.min,
  max: ({ responseTimeMs: { shown } }) => shown.max,
  rate: ({ ratePerSecond }) => ratePerSecond,
  error_rate: ({ errorRate }) => errorRate,
  check_rate: ({ checkRate }) => checkRate,
  dropped: ({ dropped }) => dropped.target + dropped.generator,
}

/** Whether the percentile is that of an attempt that was not answered well: it is slower than any value. */
export function isBeyondAll(summary: Summary, { metric, selector }: ObjectiveView): boolean {
  const about = selector === null ? summary.totals : summary.operations[selector]
  return /^p\d/.test(metric) && (about?.sent ?? 0) > 0 && READ[metric]?.(about as OperationSummary) === null
}

/** In the unit of the objective; null where the window has no such value, or no data. */
export function selectedValue(summary: Summary, { metric, selector }: ObjectiveView): number | null {
  const read = READ[metric]
  const about = selector === null ? summary.totals : (summary.operations[selector] ?? summary.flows[selector] ?? null)
  return read && about && about.sent > 0 ? read(about) : null
}
