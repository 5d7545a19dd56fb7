// What callers send about runs: which to start, which part and window to read, what to change.
// Units are in the names: …Ms milliseconds since the start of the run.

import { z } from 'zod'
import { partSchema } from './part.ts'
import { idSchema } from './schema.ts'

export const startRunSchema = z.strictObject({
  scenario: z.string().min(1).describe('Key of a scenario of the plan, e.g. "baseline"'),
  environment: z.string().min(1).optional().describe('Key of an environment; default: the first of the plan'),
})

const offset = (example: number) =>
  z.number({ error: `Give milliseconds since the start of the run, e.g. ${example}` }).nonnegative()

/** `to` is not included; both default to the ends of the run. Milliseconds since the start. */
export const windowSchema = z.strictObject({ from: offset(0).optional(), to: offset(60_000).optional() })

export const summaryQuerySchema = z.strictObject({ ...windowSchema.shape, ...partSchema.shape })

export const seriesQuerySchema = z.strictObject({
  ...summaryQuerySchema.shape,
  operation: z.string().min(1).optional().describe('Key of an operation; default: all together'),
  metric: z.string().optional().describe('Key of a custom metric, for its values; points carry every other metric'),
  points: z.int().min(1).max(2_000).optional().describe('At most so many points; default 600'),
})

export const noteSchema = z.strictObject({
  text: z.string().trim().min(1, { error: 'Write what happened, e.g. "cache warmed"' }).max(2_000),
  offsetMs: offset(90_000).optional(),
})

export const changeLoadSchema = z
  .strictObject({
    id: idSchema,
    level: z
      .number()
      .nonnegative()
      .nullable()
      .optional()
      .describe('Users, or arrivals per second, as the load of the scenario has it; null: as planned again'),
    continue: z.literal(true).optional().describe('The wait that is under way ends'),
  })
  .refine(({ level, continue: ends }) => (level === undefined) !== (ends === undefined), {
    error: 'Give { "level": 300 }, { "level": null } for the plan again, or { "continue": true } to end a wait',
  })
