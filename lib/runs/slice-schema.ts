// A window of a run cut into slices that add up to it: by operation, payload class, period of time, or load.

import { z } from 'zod'
import { summaryQuerySchema } from './input-schema.ts'

export const SLICED_BY = ['operation', 'payload', 'period', 'load'] as const

export const slicesQuerySchema = z.strictObject({
  ...summaryQuerySchema.shape,
  by: z.enum(SLICED_BY, { error: `Give one of ${SLICED_BY.join(', ')}, e.g. ?by=load` }),
})

const nullableNumber = z.number().nullable()

export const sliceSchema = z.object({
  /** Of the operation or payload class ("" where it has none); of a stretch of time a name of its own. */
  key: z.string(),
  label: z.string(),
  /** Where it lies: milliseconds since the start. A level that is held twice has two. */
  windows: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
  /** Users, or arrivals per second, that were held; null in ramps and in slices not of load. */
  level: nullableNumber,
  offered: z.number(),
  sent: z.number(),
  ok: z.number(),
  failed: z.number(),
  ratePerSecond: z.number(),
  errorRate: nullableNumber,
  /** Response times of ok attempts. */
  p50Ms: nullableNumber,
  p95Ms: nullableNumber,
  p99Ms: nullableNumber,
  maxMs: nullableNumber,
})

export const slicesSchema = z.object({
  from: z.number(),
  to: z.number(),
  by: z.enum(SLICED_BY),
  /** Users, or arrivals per second: what `level` counts. */
  model: z.enum(['users', 'rate']),
  items: z.array(sliceSchema),
})

export type Slice = z.infer<typeof sliceSchema>
export type Slices = z.infer<typeof slicesSchema>
export type SlicedBy = (typeof SLICED_BY)[number]
