// Bounds and figures of a quick bench.

/** What a bench may ask for where others share the worker. */
export const BENCH_LIMITS = { durationMs: 60_000, requests: 100_000, connections: 1000 } as const
/** Of the requests answered well, so many percent were answered within …, as ab prints them. */
export const BENCH_PERCENTS = [50, 66, 75, 80, 90, 95, 98, 99, 100] as const
