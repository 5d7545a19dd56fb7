// Runs held against a base run, as the API and the pages see it.
// Units: milliseconds, per second, fractions (0 – 1); seconds of charts on the base run's clock.

import { z } from 'zod'
import { idSchema, livePointSchema, runHeadSchema } from '#lib/runs/schema.ts'
import { confidenceSchema } from '#lib/runs/verdict-schema.ts'
import { MOST_COMPARED } from './most-compared.ts'

const nullableNumber = z.number().nullable()

const EXAMPLE = 'Give two to five ids of runs with commas between them, the base first'

export const compareQuerySchema = z.strictObject({
  runs: z
    .string({ error: EXAMPLE })
    .transform((text) => [...new Set(text.split(',').map((one) => one.trim()))].filter(Boolean))
    .pipe(z.array(idSchema).min(1, { error: EXAMPLE }).max(MOST_COMPARED, { error: EXAMPLE })),
  phase: z.string().min(1).optional().describe('Key of a phase or stage; default: the steady load'),
  operation: z
    .string()
    .min(1)
    .optional()
    .describe('Key of the operation whose charts are drawn; default: all together'),
})

export const changeSchema = z.object({
  before: z.number(),
  after: z.number(),
  /** after / before − 1; null from nothing. */
  relative: nullableNumber,
  /** 95 %, of `relative`; of the difference of shares for errors; null where a run is too short. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  significant: z.boolean(),
  /** What a change had to be larger than to count. */
  threshold: z.number(),
  moved: z.boolean(),
  direction: z.enum(['better', 'worse', 'same']),
  /** On the base run's clock; null unless it moved and began within the phase. */
  sinceMs: nullableNumber,
})

export const comparedRowSchema = z.object({
  /** Operation, `flow:` and a flow, or `*` for all together. */
  key: z.string(),
  name: z.string(),
  metric: z.enum(['p50', 'p95', 'p99', 'rate', 'errors']),
  /** One for each run, the base first. */
  values: z.array(nullableNumber),
  /** One for each run but the base. */
  changes: z.array(changeSchema.nullable()),
})

export const comparedRunSchema = z.object({
  run: runHeadSchema,
  versionUnderTest: z.string(),
  confidence: confidenceSchema.nullable(),
  isBaseline: z.boolean(),
  /** Where the compared phase lies in it; null when it has none. */
  window: z.object({ fromMs: z.number(), toMs: z.number() }).nullable(),
})

const changeWordsSchema = z.object({
  place: z.string(),
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  before: z.string().nullable(),
  after: z.string().nullable(),
})

/** What else than the build may explain a difference to the base. */
export const runDifferenceSchema = z.object({
  runId: z.string(),
  facts: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
  /** Fields of the plan; at most 50 of `planChanges`. */
  plan: z.array(changeWordsSchema),
  planChanges: z.number(),
})

/** What a monitor told of one metric, on the clock of the base run; a counter as what it rose a second. Values in the unit of the plan. */
const comparedMonitorSchema = z.object({
  ...{ monitor: z.string(), key: z.string(), label: z.string(), unit: z.string().nullable() },
  kind: z.enum(['gauge', 'counter']),
  points: z.array(z.object({ second: z.number(), value: z.number().nullable() })),
})

export const comparisonSchema = z.object({
  sentence: z.string(),
  /** The base first. */
  runs: z.array(comparedRunSchema),
  differences: z.array(runDifferenceSchema),
  phase: z.string(),
  /** Phases all of them have, in the order of the base. */
  phases: z.array(z.object({ key: z.string(), fromMs: z.number(), toMs: z.number() })),
  /** What moved first, the largest change first; then the rest as measured. */
  rows: z.array(comparedRowSchema),
  operations: z.array(z.object({ key: z.string(), name: z.string() })),
  /** Earlier valid runs the usual spread was taken from. */
  earlierRuns: z.number(),
  operation: z.string(),
  series: z.array(
    z.object({
      runId: z.string(),
      points: z.array(livePointSchema),
      monitors: z.array(comparedMonitorSchema).optional(),
    }),
  ),
})

export const baselineSchema = z.object({
  planId: z.string(),
  scenario: z.string(),
  runId: z.string(),
  setBy: z.string(),
  setAt: z.iso.datetime(),
})

export type Comparison = z.infer<typeof comparisonSchema>
export type ComparedRow = z.infer<typeof comparedRowSchema>
export type ComparedRun = z.infer<typeof comparedRunSchema>
export type ChangeView = z.infer<typeof changeSchema>
export type RunDifference = z.infer<typeof runDifferenceSchema>
export type BaselineView = z.infer<typeof baselineSchema>
export type ComparedMonitor = z.infer<typeof comparedMonitorSchema>
