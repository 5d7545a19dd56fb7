// From rows to what a chart draws. A percentile comes ready from its row, or from the merged histograms of several workers and series;
// percentiles are never averaged. Units: seconds since the start of the run; counts per row; microseconds.

import type { Resolution } from './bucket.ts'
import { mergeEncoded } from './histogram.ts'
import type { LivePoint } from './schema.ts'

/** Columns of one row as they are read for a chart. */
export interface PointRow {
  resolution: Resolution
  startSecond: number
  offered: number
  sent: number
  ok: number
  failed: number
  droppedTarget: number
  droppedGenerator: number
  /** Sum of ok response times, µs; of a metric its values, times 1,000. */
  sumMicros: number
  /** Of all shards together. */
  users: number | null
  inFlight: number | null
  p50Micros: number | null
  p90Micros: number | null
  p95Micros: number | null
  p99Micros: number | null
  maxMicros: number | null
  /** Only where several rows make one point. */
  okResponse: Uint8Array | null
}

const COUNTS = ['offered', 'sent', 'ok', 'failed', 'droppedTarget', 'droppedGenerator', 'sumMicros'] as const

/** One row a point, in order of time: counts added, percentiles from the merged histograms. Throws RangeError on unreadable ones. */
export function mergePointRows<Row extends PointRow>(rows: readonly Row[]): Row[] {
  const byPoint = Map.groupBy(rows, (row) => `${row.startSecond}/${row.resolution}`)
  return [...byPoint.values()].map(mergeOne).sort((a, b) => a.startSecond - b.startSecond)
}

function mergeOne<Row extends PointRow>(rows: Row[]): Row {
  const [first] = rows as [Row]
  if (rows.length === 1) return first
  const merged = mergeEncoded(rows.map((row) => row.okResponse))
  const slowest = rows.flatMap((row) => row.maxMicros ?? [])
  const maxMicros = slowest.length > 0 ? Math.max(...slowest) : null
  const ready = (fraction: number) =>
    maxMicros === null ? null : Math.min(merged.quantile(fraction) ?? maxMicros, maxMicros)
  const sums = Object.fromEntries(COUNTS.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)]))
  const percentiles = { p50Micros: ready(0.5), p90Micros: ready(0.9), p95Micros: ready(0.95), p99Micros: ready(0.99) }
  merged.reset()
  return { ...first, ...sums, ...percentiles, maxMicros, okResponse: null }
}

export function toLivePoint(row: PointRow): LivePoint {
  const seconds = row.resolution
  return {
    second: row.startSecond,
    seconds,
    offeredPerSecond: row.offered / seconds,
    sentPerSecond: row.sent / seconds,
    okPerSecond: row.ok / seconds,
    failedPerSecond: row.failed / seconds,
    droppedTargetPerSecond: row.droppedTarget / seconds,
    droppedGeneratorPerSecond: row.droppedGenerator / seconds,
    users: row.users,
    inFlight: row.inFlight,
    p50Ms: toMs(row.p50Micros),
    p90Ms: toMs(row.p90Micros),
    p95Ms: toMs(row.p95Micros),
    p99Ms: toMs(row.p99Micros),
    maxMs: toMs(row.maxMicros),
  }
}

const toMs = (micros: number | null) => (micros === null ? null : micros / 1000)
