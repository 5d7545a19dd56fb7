// `result.json`: what one run did, for pipelines. The same figures as `GET /runs/{id}/summary`, and readable without it.
// Units are in the names: …Ms milliseconds, …PerSecond rates, …Rate fractions (0 – 1).

import { z } from 'zod'

const nullableNumber = z.number().nullable()

/** Percentiles and spread of ok attempts; null without any. */
export const resultLatencySchema = z.object({
  mean: nullableNumber,
  min: nullableNumber,
  max: nullableNumber,
  deviation: nullableNumber,
  p50: nullableNumber,
  p90: nullableNumber,
  p95: nullableNumber,
  p99: nullableNumber,
  p999: nullableNumber,
  /** Failed, target-dropped and interrupted attempts ranked slower than any value; null where the rank falls among them. */
  judged: z
    .object({
      p50: nullableNumber,
      p90: nullableNumber,
      p95: nullableNumber,
      p99: nullableNumber,
      p999: nullableNumber,
    })
    .optional(),
})

export const resultOperationSchema = z.object({
  offered: z.number(),
  sent: z.number(),
  ok: z.number(),
  failed: z.number(),
  dropped: z.object({ target: z.number(), generator: z.number() }),
  interrupted: z.number(),
  skipped: z.number(),
  /** ok and failed attempts a second, over the whole run. */
  ratePerSecond: z.number(),
  /** failed / (ok + failed); null without attempts. */
  errorRate: nullableNumber,
  /** passed checks / checks; null without checks. */
  checkRate: nullableNumber,
  responseTimeMs: resultLatencySchema,
  serviceTimeMs: resultLatencySchema,
})

export const resultObjectiveSchema = z.object({
  key: z.string(),
  judge: z.string(),
  verdict: z.enum(['pass', 'warn', 'inconclusive', 'fail']),
  /** In `unit`; null where nothing was measured or it lies beyond any value. */
  actual: nullableNumber,
  interval: z.tuple([z.number(), z.number()]).optional(),
  target: z.number(),
  limit: z.number(),
  unit: z.string(),
  reason: z.string(),
})

export const resultSchema = z.object({
  plan: z.object({ name: z.string(), version: z.string() }),
  scenario: z.string(),
  environment: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  end: z.object({ reason: z.enum(['completed', 'stopped', 'aborted', 'failed']), message: z.string().nullable() }),
  offered: z.number(),
  sent: z.number(),
  ok: z.number(),
  failed: z.number(),
  dropped: z.object({ target: z.number(), generator: z.number() }),
  interrupted: z.number(),
  validity: z.object({
    status: z.enum(['valid', 'suspect', 'invalid']),
    reasons: z.array(z.string()),
    completeness: z.number(),
  }),
  verdict: z.enum(['pass', 'warn', 'inconclusive', 'fail']),
  sentence: z.string(),
  objectives: z.array(resultObjectiveSchema),
  /** By operation key; `*` is all operations together. Flows stand beside, under their own keys. */
  operations: z.record(z.string(), resultOperationSchema),
  flows: z.record(z.string(), resultOperationSchema),
  errors: z.array(z.object({ operation: z.string(), class: z.string(), count: z.number() })),
})

export type Result = z.infer<typeof resultSchema>
export type ResultOperation = z.infer<typeof resultOperationSchema>
export type ResultLatency = z.infer<typeof resultLatencySchema>
