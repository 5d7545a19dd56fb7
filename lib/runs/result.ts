// `result.json`: what one run did, for pipelines, in the shapes of the HTTP API.
// Units are in the names: …Ms milliseconds, …PerSecond rates, …Rate fractions (0 – 1).

import { z } from 'zod'
import { metricSummarySchema } from './metric-schema.ts'
import { errorCountSchema, objectiveViewSchema, operationSummarySchema, validitySchema } from './schema.ts'

export const resultObjectiveSchema = z.object({
  key: z.string(),
  judge: z.string(),
  verdict: z.enum(['pass', 'warn', 'inconclusive', 'fail']),
  /** In `unit`; null where nothing was measured or it lies beyond any value. */
  actual: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).optional(),
  target: z.number(),
  limit: z.number(),
  unit: objectiveViewSchema.shape.unit,
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
  validity: validitySchema,
  verdict: z.enum(['pass', 'warn', 'inconclusive', 'fail']),
  sentence: z.string(),
  objectives: z.array(resultObjectiveSchema),
  /** All operations together, then each by its key, and flows by theirs: as `GET /runs/{id}/summary` answers. */
  totals: operationSummarySchema,
  operations: z.record(z.string(), operationSummarySchema),
  flows: z.record(z.string(), operationSummarySchema),
  errors: z.array(errorCountSchema),
  metrics: z.record(z.string(), metricSummarySchema),
})

export type Result = z.infer<typeof resultSchema>
