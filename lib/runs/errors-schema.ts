// What went wrong in a window: counts by operation, class and status, over time, and the exchanges that were kept of it.
// Milliseconds and seconds since the start of the run. Counts are exact; `samples` count exchanges that were kept.

import { z } from 'zod'
import { summaryQuerySchema } from './input-schema.ts'
import { errorCountSchema } from './schema.ts'

export const errorsQuerySchema = summaryQuerySchema

const times = {
  /** Of the first and the last one, to the finest row that is kept: a second, or ten of a long run. */
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
}

/** Status 0: no answer came. */
const statusSamplesSchema = z.object({ status: z.number(), samples: z.number() })

export const errorsViewSchema = z.object({
  from: z.number(),
  to: z.number(),
  /** The most frequent first. */
  items: z.array(errorCountSchema.extend({ ...times, statuses: z.array(statusSamplesSchema) })),
  /** All attempts by class of status, e.g. 5xx, failed or not. */
  statuses: z.array(z.object({ operation: z.string(), status: z.string(), count: z.number() })),
  /** At most 50 kinds of kept exchanges, the most frequent first. */
  groups: z.array(
    z.object({
      operation: z.string(),
      class: z.string(),
      status: z.number(),
      problem: z.string().nullable(),
      samples: z.number(),
      firstMs: z.number(),
      lastMs: z.number(),
      /** The newest of them, in GET /runs/{id}/samples. */
      sampleId: z.string(),
    }),
  ),
  /** At most 120 columns; those without a failure have no counts. */
  overTime: z.object({
    columns: z.array(z.object({ second: z.number(), seconds: z.number(), counts: z.record(z.string(), z.number()) })),
  }),
})

export type ErrorsView = z.infer<typeof errorsViewSchema>
