// Shapes of custom metrics: what was taken from answers, in each metric's own unit. Never part of the totals of requests.

import { z } from 'zod'

const nullableNumber = z.number().nullable()

export const metricHeadSchema = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum(['trend', 'rate', 'counter']),
  unit: z.string().nullable(),
})

const head = { ...metricHeadSchema.omit({ kind: true }).shape, /** Values taken. */ count: z.number() }
const spread = {
  mean: nullableNumber,
  p50: nullableNumber,
  p90: nullableNumber,
  p95: nullableNumber,
  p99: nullableNumber,
  max: nullableNumber,
}

/** Over a window. `rate`: the share of true values. Percentiles come from merged histograms, as those of latencies do. */
export const metricSummarySchema = z.discriminatedUnion('kind', [
  z.object({ ...head, kind: z.literal('trend'), ...spread }),
  z.object({ ...head, kind: z.literal('rate'), rate: nullableNumber, trueCount: z.number() }),
  z.object({ ...head, kind: z.literal('counter'), total: z.number(), perSecond: z.number() }),
])

/** One point of a chart: `total` is the sum of the values, `trueShare` the share of true ones of a rate. */
export const metricPointSchema = z.object({
  second: z.number(),
  seconds: z.number(),
  count: z.number(),
  total: z.number(),
  trueShare: nullableNumber,
  ...spread,
})

export type MetricHead = z.infer<typeof metricHeadSchema>
export type MetricSummary = z.infer<typeof metricSummarySchema>
export type MetricPoint = z.infer<typeof metricPointSchema>
