// A quick bench: what is asked, and what it came to. Units in the names: …Ms milliseconds, …PerSecond rates, …Bytes sizes, shares 0 – 1.

import { z } from 'zod'

/** What a bench may ask for where others share the worker. */
export const BENCH_LIMITS = { durationMs: 60_000, requests: 100_000, connections: 1000 } as const
/** Of the requests answered well, so many percent were answered within …, as ab prints them. */
export const BENCH_PERCENTS = [50, 66, 75, 80, 90, 95, 98, 99, 100] as const

const upTo = (most: number, example: number) =>
  z
    .int({ error: `Give a whole number up to ${most}, e.g. ${example}` })
    .min(1)
    .max(most)

/** Requests on so many connections, until that many were sent or so much time has passed; or so many a second for a time. */
export const benchAskSchema = z
  .strictObject({
    connections: upTo(BENCH_LIMITS.connections, 50).default(10).describe('Requests on their way at once'),
    requests: upTo(BENCH_LIMITS.requests, 10_000).optional().describe('Ends after so many'),
    durationMs: upTo(BENCH_LIMITS.durationMs, 10_000).optional().describe('Ends after so long; default 10 s'),
    ratePerSecond: z.number().positive().max(100_000).optional().describe('Arrivals on schedule instead'),
  })
  .refine(({ requests, ratePerSecond }) => requests === undefined || ratePerSecond === undefined, {
    message: 'Give requests and connections, or a rate and a duration.',
    path: ['ratePerSecond'],
  })
export type BenchAsk = z.infer<typeof benchAskSchema>

const nullableNumber = z.number().nullable()
const counts = z.record(z.string(), z.number())

export const benchResultSchema = z.object({
  /** Attempts that came to an end, well or not. */
  requests: z.number(),
  ok: z.number(),
  failed: z.number(),
  dropped: z.object({ target: z.number(), generator: z.number() }),
  interrupted: z.number(),
  durationMs: z.number(),
  ratePerSecond: z.number(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  bytesInPerSecond: z.number(),
  /** Response times of what was answered well. */
  timeMs: z.object({
    mean: nullableNumber,
    deviation: nullableNumber,
    min: nullableNumber,
    max: nullableNumber,
    p25: nullableNumber,
    p75: nullableNumber,
  }),
  percentiles: z.array(z.object({ percent: z.number(), okMs: nullableNumber, failedMs: nullableNumber })),
  /** By class of status, e.g. 2xx. */
  status: counts,
  /** By class of error. */
  errors: counts,
  end: z.object({ reason: z.enum(['completed', 'stopped', 'aborted']), message: z.string().nullable() }),
})
export type BenchResult = z.infer<typeof benchResultSchema>

export const benchProgressSchema = z.object({
  elapsedMs: z.number(),
  requests: z.number(),
  failed: z.number(),
  ratePerSecond: z.number(),
  p95Ms: nullableNumber,
})
export type BenchProgress = z.infer<typeof benchProgressSchema>
