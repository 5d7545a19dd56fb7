// Shapes of the runs of a cycle and of its matrix. Durations in ms, rates per second, shares 0 – 1.

import { z } from 'zod'
import { instantSchema } from '#lib/access/schema.ts'
import { confidenceSchema } from '#lib/verdicts/confidence-schema.ts'
import { nullableNumber, runRefSchema, scenarioRefSchema, validityStatusSchema, verdictSchema } from './schema.ts'

export const cycleRunSchema = z.object({
  run: runRefSchema,
  scenario: scenarioRefSchema,
  revision: z.number(),
  state: z.enum(['queued', 'starting', 'running', 'stopping', 'ended']),
  endReason: z.string().nullable(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  verdict: verdictSchema.nullable(),
  validity: validityStatusSchema.nullable(),
  /** The one that speaks for its scenario: the latest that is neither excluded nor stale. */
  counts: z.boolean(),
  excluded: z.object({ because: z.string(), by: z.string(), at: instantSchema }).nullable(),
  /** Why it says nothing about the revision of the cycle; null when it does. */
  staleBecause: z.string().nullable(),
  addedBy: z.string(),
  /** Made outside of cycles: it can be taken out again; others can only be excluded. */
  isAttached: z.boolean(),
})

/** One row per scenario of the revision; the numbers are those of the run that counts. */
export const matrixRowSchema = z.object({
  scenario: scenarioRefSchema,
  /** incomplete: it ended before its plan; stale: only runs of another load are there. */
  status: z.enum(['not-run', 'waiting', 'running', 'done', 'incomplete', 'stale']),
  /** A waiver of the whole scenario. */
  waivedUntil: instantSchema.nullable(),
  run: runRefSchema.nullable(),
  /** Runs of it in this cycle, excluded ones too. */
  attempts: z.number(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  plannedDurationMs: z.number(),
  durationMs: nullableNumber,
  peakUsers: nullableNumber,
  peakRatePerSecond: nullableNumber,
  requests: nullableNumber,
  errorRate: nullableNumber,
  verdict: verdictSchema.nullable(),
  sentence: z.string().nullable(),
  validity: validityStatusSchema.nullable(),
  validityReasons: z.array(z.string()),
  confidence: confidenceSchema.nullable(),
  leastHeadroom: z.object({ value: z.number(), objective: z.string() }).nullable(),
  /** Response times of ok attempts over the whole run. */
  latencyMs: z.object({ p50: nullableNumber, p95: nullableNumber, p99: nullableNumber, max: nullableNumber }),
  /** target: the rate its load offers in its steady stages; null where the target's speed decides. efficiency = actual / target. */
  throughput: z.object({ target: nullableNumber, actual: nullableNumber, efficiency: nullableNumber }),
  /** Of a monitored value with the role memory; null without one: untested. */
  memoryBytes: z
    .object({ initial: nullableNumber, peak: nullableNumber, final: nullableNumber, growth: nullableNumber })
    .nullable(),
})

export type CycleRunView = z.infer<typeof cycleRunSchema>
export type MatrixRow = z.infer<typeof matrixRowSchema>
