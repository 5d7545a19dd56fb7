import { performance } from 'node:perf_hooks'

/** Time as a value, so that what depends on it can be tested. Domain files take `now: Date` instead of reading a clock. */
export type Clock = {
  /** Wall clock, for what is stored and shown. */
  now(): Date
  /** Milliseconds since an arbitrary start; never goes back. For intervals. */
  monotonicMs(): number
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
}

/** A clock that stands still until it is moved. */
export function manualClock(start: Date): Clock & { advance(ms: number): void } {
  let elapsedMs = 0
  return {
    now: () => new Date(start.getTime() + elapsedMs),
    monotonicMs: () => elapsedMs,
    advance: (ms) => {
      elapsedMs += ms
    },
  }
}
