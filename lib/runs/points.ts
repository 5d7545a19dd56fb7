// From rows to what a chart draws. A percentile comes ready from its row, or from the merged histograms of several workers and series;
// percentiles are never averaged. Units: seconds since the start of the run; counts per row; microseconds.

import { RESOLUTIONS, type Resolution } from './bucket.ts'
import { mergeEncoded } from './histogram.ts'
import type { LivePoint } from './schema.ts'

export const MAX_POINTS = 600

/** The finest resolution that draws a window in at most `points` points; the coarsest there is when none does. */
export function resolutionFor(windowSeconds: number, points = MAX_POINTS): Resolution {
  return RESOLUTIONS.find((resolution) => windowSeconds / resolution <= points) ?? 3600
}

/** Rows of one resolution that begin in [from, to). */
export interface Segment {
  resolution: Resolution
  from: number
  to: number
}

/** Covers a window once: rows of the finest resolution that gives at most `points`, and finer ones where it is cut short. */
export function segmentsFor(from: number, to: number, points = MAX_POINTS): Segment[] {
  const options = RESOLUTIONS.map((resolution) => segmentsAt(from, to, resolution))
  return options.find((segments) => countRows(segments) <= points) ?? options.at(-1) ?? []
}

const countRows = (segments: Segment[]) =>
  segments.reduce((count, { resolution, from, to }) => count + (to - from) / resolution, 0)

function segmentsAt(from: number, to: number, resolution: Resolution): Segment[] {
  if (from >= to) return []
  const first = Math.ceil(from / resolution) * resolution
  const last = Math.floor(to / resolution) * resolution
  const finer = RESOLUTIONS[RESOLUTIONS.indexOf(resolution) - 1]
  if (first >= last) return finer ? segmentsAt(from, to, finer) : []
  const around = (a: number, b: number) => (finer ? segmentsAt(a, b, finer) : [])
  return [...around(from, first), { resolution, from: first, to: last }, ...around(last, to)]
}

const [SECOND, TEN] = RESOLUTIONS

/** Where one-second rows were let go, the rows of ten seconds beside them, reaching over the ends of the window. */
export function withStandIns(segments: Segment[], finestFrom: number): Segment[] {
  const standIns = segments
    .filter(({ resolution, from }) => resolution === SECOND && from < finestFrom)
    .map(({ from, to }) => ({
      resolution: TEN,
      from: from - (from % TEN),
      to: Math.min(Math.ceil(to / TEN) * TEN, finestFrom),
    }))
  return [...segments, ...standIns]
}

/** Leaves out every row that finer ones tell, too. */
export function withoutCovered<Row extends Pick<PointRow, 'resolution' | 'startSecond'>>(rows: Row[]): Row[] {
  const told = new Set(
    rows.filter((row) => row.resolution === SECOND).map((row) => row.startSecond - (row.startSecond % TEN)),
  )
  return rows.filter((row) => row.resolution !== TEN || !told.has(row.startSecond))
}

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
