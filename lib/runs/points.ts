// From rows to what a chart draws. Percentiles come ready from the row of the chosen resolution; they are never averaged.

import { RESOLUTIONS, type Resolution } from './bucket.ts'
import type { LivePoint } from './schema.ts'

export const MAX_POINTS = 600

/** The finest resolution that draws a window in at most `points` points; the coarsest there is when none does. */
export function resolutionFor(windowSeconds: number, points = MAX_POINTS): Resolution {
  return RESOLUTIONS.find((resolution) => windowSeconds / resolution <= points) ?? 3600
}

/** One bucket's columns as they are read for a chart. Counts per bucket, latencies in microseconds. */
export interface PointRow {
  startSecond: number
  offered: number
  sent: number
  ok: number
  failed: number
  droppedTarget: number
  droppedGenerator: number
  users: number | null
  inFlight: number | null
  p50Micros: number | null
  p90Micros: number | null
  p95Micros: number | null
  p99Micros: number | null
  maxMicros: number | null
}

export function toLivePoint(row: PointRow, seconds: number): LivePoint {
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
