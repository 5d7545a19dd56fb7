// What monitors told of a run, in the HTTP API. Units: milliseconds since the start of the run; values in the unit the plan states.

import { z } from 'zod'
import { ROLES } from './role.ts'

/** A year before the start to thirty after it: what lies beyond is no minute the database could be asked for. */
const offsetSchema = (example: string) =>
  z.coerce
    .number({ error: `Give milliseconds since the start, e.g. ${example}` })
    .min(-3.2e10, { error: `Give milliseconds since the start, e.g. ${example}` })
    .max(1e12, { error: `Give milliseconds since the start, e.g. ${example}` })

export const monitorsQuerySchema = z.strictObject({
  from: offsetSchema('from=60000').optional(),
  to: offsetSchema('to=120000').optional(),
  points: z.coerce
    .number()
    .int()
    .min(10, { error: 'Ask for 10 points at least, e.g. points=600' })
    .max(2000)
    .optional(),
})

export const monitorSeriesSchema = z.object({
  /** Keys in the plan. */
  monitor: z.string(),
  monitorName: z.string(),
  key: z.string(),
  label: z.string(),
  role: z.enum(ROLES),
  /** As the plan states it; null = a bare number. */
  unit: z.string().nullable(),
  /** A counter's values are as taken: each is the total so far. */
  kind: z.enum(['gauge', 'counter']),
  /** Between readings, as planned; null in runs of plans that do not name it any more. */
  intervalMs: z.number().nullable(),
  lines: z.array(
    z.object({
      label: z.string(),
      at: z.number(),
      tone: z.enum(['plain', 'target', 'limit']),
      isLowerBetter: z.boolean(),
    }),
  ),
  /** In order of time; `value` null is a gap, `why` its reason. Thinned: of each stretch its least and greatest values and its gaps. */
  points: z.array(z.object({ offsetMs: z.number(), value: z.number().nullable(), why: z.string().optional() })),
  /** Stretches without a value, from the first reading missed to the next that gave one; of all readings, not of those left here. */
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number(), why: z.string() })),
})

export const monitorsViewSchema = z.object({
  /** Every metric the plan of the run monitors, also one that told nothing yet. */
  items: z.array(monitorSeriesSchema),
})

export type MonitorsQuery = z.infer<typeof monitorsQuerySchema>
export type MonitorSeriesView = z.infer<typeof monitorSeriesSchema>
export type MonitorsView = z.infer<typeof monitorsViewSchema>
