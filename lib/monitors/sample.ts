// What a monitor told of one metric, on the time axis of its run. A moment at which the source gave no value is a gap with its reason,
// never a zero. Units: milliseconds since the start of the run (negative before it, beyond its end after it); values in the metric's unit.

import { z } from 'zod'

/** `value` null: nothing was told at that moment, and `why`. */
export interface MonitorPoint {
  offsetMs: number
  value: number | null
  why?: string
}

export interface MonitorSeries {
  /** Keys in the plan. */
  monitor: string
  key: string
  label: string
  /** cpu, memory, disk, network, pool, queue, cache, units … as the plan states it. */
  role: string | null
  /** As the plan states it: `percent`, `bytes`, `ms`, `/s` …; null = a bare number. */
  unit: string | null
  kind: 'gauge' | 'counter'
  /** In order of time. */
  points: MonitorPoint[]
}

/** A minute as it is stored: `[offset, value]`, or `[offset, null, why]`. */
export const monitorPointsSchema = z.array(
  z.union([z.tuple([z.number(), z.number()]), z.tuple([z.number(), z.null(), z.string()])]),
)
