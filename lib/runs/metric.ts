// Custom metrics as numbers for people. A series of kind `metric` keeps values where latencies stand, times 1,000 (lib/runs/bucket.ts), so
// thousandths of its numbers are the metric's own; a rate counts true values as ok and false ones as failed.

import type { CompiledMetric } from '#lib/plans/compiled.ts'
import type { MetricPoint, MetricSummary } from './metric-schema.ts'
import type { PointRow } from './points.ts'
import { type MergedWindow, shownQuantile } from './window.ts'

export function summariseMetric(
  { key, label, kind, unit }: CompiledMetric,
  window: MergedWindow,
  seconds: number,
): MetricSummary {
  const { ok, failed, okResponseSumMicros } = window.counts
  const head = { key, label, unit }
  if (kind === 'rate') return { ...head, kind, count: ok + failed, rate: share(ok, ok + failed), trueCount: ok }
  const total = okResponseSumMicros / 1000
  if (kind === 'counter') return { ...head, kind, count: ok, total, perSecond: seconds > 0 ? total / seconds : 0 }
  const value = (fraction: number) => thousandth(shownQuantile(window, fraction))
  return {
    ...{ ...head, kind, count: ok, mean: share(total, ok), max: thousandth(window.maxMicros) },
    ...{ p50: value(0.5), p90: value(0.9), p95: value(0.95), p99: value(0.99) },
  }
}

export function toMetricPoint(row: PointRow): MetricPoint {
  const total = row.sumMicros / 1000
  return {
    ...{ second: row.startSecond, seconds: row.resolution, count: row.ok + row.failed, total },
    ...{ mean: share(total, row.ok), trueShare: share(row.ok, row.ok + row.failed) },
    ...{ p50: thousandth(row.p50Micros), p90: thousandth(row.p90Micros), p95: thousandth(row.p95Micros) },
    ...{ p99: thousandth(row.p99Micros), max: thousandth(row.maxMicros) },
  }
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)
const thousandth = (value: number | null) => (value === null ? null : value / 1000)
