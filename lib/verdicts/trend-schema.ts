// A plan over its runs. Values in the unit of their metric: milliseconds, per second, fractions (0 – 1), bytes, counts.

import { z } from 'zod'
import { idSchema, runHeadSchema } from '#lib/runs/schema.ts'
import { objectiveViewSchema, verdictSchema } from '#lib/runs/verdict-schema.ts'

const nullableNumber = z.number().nullable()

export const trendQuerySchema = z.strictObject({
  id: idSchema,
  scenario: z.string().min(1).optional().describe('Key of a scenario; default: that of the newest run'),
})

export const trendRunSchema = z.object({
  id: z.string(),
  label: z.string(),
  startedAt: z.iso.datetime().nullable(),
  revision: z.number(),
  version: z.string(),
  environment: z.string(),
  verdict: verdictSchema.nullable(),
  validity: runHeadSchema.shape.validity,
  endReason: runHeadSchema.shape.endReason,
  isBaseline: z.boolean(),
})

export const trendLineSchema = z.object({
  /** p95, rate or errors over the steady load; else the key of an objective. */
  key: z.string(),
  /** p95, or the sentence an objective is judged by. */
  label: z.string(),
  unit: objectiveViewSchema.shape.unit,
  /** One for each run. */
  values: z.array(nullableNumber),
  /** As each run was judged; null where it was not asked for. */
  targets: z.array(nullableNumber),
  limits: z.array(nullableNumber),
  /** Where the level changed, by what was measured in valid and suspect runs. */
  changes: z.array(z.object({ runId: z.string(), before: z.number(), after: z.number() })),
})

export const trendSchema = z.object({
  planId: z.string(),
  planName: z.string(),
  projectId: z.string(),
  /** null when nothing has run yet. */
  scenario: z.string().nullable(),
  scenarios: z.array(z.object({ key: z.string(), name: z.string(), runs: z.number() })),
  /** Oldest first; at most 50. */
  runs: z.array(trendRunSchema),
  lines: z.array(trendLineSchema),
})

/** For a sparkline: one objective over the last runs of a plan, oldest first. */
export const planTrendSchema = z.object({
  planId: z.string(),
  scenario: z.string(),
  objective: z.string(),
  unit: objectiveViewSchema.shape.unit,
  limit: nullableNumber,
  points: z.array(z.object({ runId: z.string(), label: z.string(), value: nullableNumber, valid: z.boolean() })),
})

export type TrendView = z.infer<typeof trendSchema>
export type TrendRun = z.infer<typeof trendRunSchema>
export type TrendLine = z.infer<typeof trendLineSchema>
export type PlanTrend = z.infer<typeof planTrendSchema>
