// Resources freed after the run: whether a gauge (memory, connections, goroutines) came back once the load was gone.
//   before = median of the samples before the load; freed at the first moment after it from which all samples to the end of the watch
//   lie within 10 % of before; the excess is what the last sample lies above that
// Units: that of the gauge; milliseconds since the end of the load. Source: 000 §recovery, 003 §cleanup.

import { median } from './statistics.ts'

const TOLERANCE = 0.1
export const FREED_WITHIN_MS = 60_000

export interface Freed {
  before: number
  /** null when it was not within 10 % of before to the end of the watch. */
  freedMs: number | null
  /** Of the last sample, above what is allowed; 0 when it came back. */
  excess: number
  isInTime: boolean
}

/** null without samples on both sides of the load. */
export function measureFreed(
  samples: readonly { atMs: number; value: number }[],
  load: { fromMs: number; toMs: number },
): Freed | null {
  const before = median(samples.filter(({ atMs }) => atMs <= load.fromMs).map(({ value }) => value))
  const after = samples.filter(({ atMs }) => atMs >= load.toMs)
  const last = after.at(-1)
  if (before === null || !last) return null
  const most = before * (1 + TOLERANCE)
  const lastAbove = after.findLastIndex(({ value }) => value > most)
  const freed = after[lastAbove + 1]
  const freedMs = freed ? freed.atMs - load.toMs : null
  return {
    before,
    freedMs,
    excess: Math.max(0, last.value - most),
    isInTime: freedMs !== null && freedMs <= FREED_WITHIN_MS,
  }
}
