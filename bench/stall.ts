// The truth about a target that stalls: an arrival that falls into a stall waits for its end, and until those before it are answered, one
// after the other; any other does not wait.
// Units: milliseconds since the epoch; durations in milliseconds.

export const STALL = { forMs: 200, everyMs: 2000 }

export interface Stall {
  fromMs: number
  toMs: number
  /** When the last that had waited was answered. */
  answeredMs: number
}

/** Waits of the arrivals of an even load, sorted: the n-th (from 0) is due at (n + ½) / rate. */
export function trueWaits(startMs: number, seconds: number, perSecond: number, stalls: Stall[]): number[] {
  const waits = Array.from({ length: seconds * perSecond }, (_, number) => {
    const dueMs = startMs + ((number + 0.5) * 1000) / perSecond
    const stall = stalls.find(({ fromMs, toMs }) => dueMs >= fromMs && dueMs < toMs)
    if (!stall) return 0
    const { fromMs, toMs, answeredMs } = stall
    return toMs - dueMs + ((answeredMs - toMs) * (dueMs - fromMs)) / (toMs - fromMs)
  })
  return waits.sort((a, b) => a - b)
}

export function quantileOf(sorted: number[], fraction: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * fraction) - 1)] ?? 0
}
