// Shapes of latency over a window, from merged histograms: the spectrum of percentiles, and the heat map of time × latency.
// Milliseconds; seconds since the start of the run; counts of ok attempts.

import { z } from 'zod'
import { summaryQuerySchema } from './input-schema.ts'

/** `66,75,98` */
const percentsSchema = z
  .string()
  .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?)*$/, { error: 'Give percentiles as numbers with commas, e.g. 66,75,99.9' })
  .transform((text) => text.split(',').map(Number))
  .pipe(
    z
      .array(z.number().max(100, { error: 'Percentiles go up to 100, e.g. 66,75,99.9' }))
      .max(50, { error: 'Give at most 50 percentiles' }),
  )
  .describe('More percentiles, e.g. 66,75,99.9')

export const latencyQuerySchema = z.strictObject({
  ...summaryQuerySchema.shape,
  percents: percentsSchema.optional(),
})

/** One percentile: `quantile` 0 – 1; response time counts from the intended start, service time from the moment it was sent. */
const spectrumPointSchema = z.object({
  quantile: z.number(),
  responseMs: z.number().nullable(),
  serviceMs: z.number().nullable(),
})

/** One percentile as people ask for it: `percent` 0 – 100. `judgedMs` ranks attempts that were not answered well slower than any value. */
const percentileSchema = z.object({
  percent: z.number(),
  responseMs: z.number().nullable(),
  judgedMs: z.number().nullable(),
  serviceMs: z.number().nullable(),
  failedMs: z.number().nullable(),
})

/** Latency classes on a log scale: class `i` reaches from `edgesMs[i]` to `edgesMs[i + 1]`. */
export const latencyViewSchema = z.object({
  from: z.number(),
  to: z.number(),
  operation: z.string(),
  payload: z.string().nullable(),
  count: z.number(),
  /** Of failed attempts. */
  failedCount: z.number(),
  /** 50, 66, 75, 80, 90, 95, 98, 99, 99.9 and 99.99, and those asked for, in order. */
  percentiles: z.array(percentileSchema),
  /** At most 120 points, evenly spaced in 1 / (1 − quantile). */
  spectrum: z.array(spectrumPointSchema),
  /** What the difference between the two lines means, in one sentence. */
  sentence: z.string(),
  /** At most 60 classes. */
  distribution: z.object({ edgesMs: z.array(z.number()), ok: z.array(z.number()), failed: z.array(z.number()) }),
  /** At most 120 columns × 60 classes; `counts[column][class]`. A column without data is empty. */
  heat: z.object({
    edgesMs: z.array(z.number()),
    columns: z.array(z.object({ second: z.number(), seconds: z.number(), counts: z.array(z.number()) })),
  }),
})

export type LatencyQuery = z.infer<typeof latencyQuerySchema>
export type LatencyView = z.infer<typeof latencyViewSchema>
