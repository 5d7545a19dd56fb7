// A quick bench: what is asked, and what it came to. Units in the names: …Ms milliseconds, …PerSecond rates, …Bytes sizes, shares 0 – 1.

import { z } from 'zod'
import { BENCH_LIMITS } from './bench-limits.ts'

const upTo = (most: number, example: number) =>
  z
    .int({ error: `Give a whole number up to ${most}, e.g. ${example}` })
    .min(1)
    .max(most)

const askShape = {
  connections: upTo(BENCH_LIMITS.connections, 50).default(10).describe('Requests on their way at once'),
  requests: upTo(BENCH_LIMITS.requests, 10_000).optional().describe('Ends after so many'),
  durationMs: upTo(BENCH_LIMITS.durationMs, 10_000).optional().describe('Ends after so long; default 10 s'),
  ratePerSecond: z.number().positive().max(100_000).optional().describe('Arrivals on schedule instead'),
}

const isOneThing = (ask: { requests?: number | undefined; ratePerSecond?: number | undefined }): boolean =>
  ask.requests === undefined || ask.ratePerSecond === undefined
const oneThing = { message: 'Give requests and connections, or a rate and a duration.', path: ['ratePerSecond'] }

/** Requests on so many connections, until that many were sent or so much time has passed; or so many a second for a time. */
export const benchAskSchema = z.strictObject(askShape).refine(isOneThing, oneThing)
export type BenchAsk = z.infer<typeof benchAskSchema>

export const startBenchSchema = z
  .strictObject({
    id: z.uuid({ error: 'Give the id of the plan, e.g. 01978a2b-7c1d-7e3f-8a4b-5c6d7e8f9a0b' }),
    operation: z.string().min(1).describe('Key of an operation of the plan, e.g. "create-order"'),
    environment: z.string().min(1).optional().describe('Key of an environment; default: the first of the plan'),
    ...askShape,
  })
  .refine(isOneThing, oneThing)
export type StartBench = z.infer<typeof startBenchSchema>

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

const named = z.object({ key: z.string(), name: z.string() })

/** A bench a worker carries out for a page. */
export const benchJobSchema = z.object({
  id: z.string(),
  planId: z.string(),
  operation: named,
  environment: named,
  ask: benchAskSchema,
  state: z.enum(['waiting', 'held', 'done', 'failed']),
  /** Why it waits. */
  notice: z.string().nullable(),
  progress: benchProgressSchema.nullable(),
  result: benchResultSchema.nullable(),
  /** Why it failed, and what to do. */
  problem: z.string().nullable(),
  stopRequested: z.boolean(),
  requestedBy: z.string(),
  createdAt: z.iso.datetime(),
})
export type BenchJob = z.infer<typeof benchJobSchema>
