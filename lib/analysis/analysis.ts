// What the numbers of a run say, beyond its objectives: one sentence, its figures, its chart, and how to read it.

import { z } from 'zod'

const nullableNumber = z.number().nullable()
const unitSchema = z.enum(['ms', 's', 'perSecond', 'fraction', 'bytes', 'bytesPerHour', 'count', 'users', 'perHour'])

/** A number with where it came from; `interval` is the 95 % one. */
export const figureSchema = z.object({
  key: z.string(),
  label: z.string(),
  value: nullableNumber,
  unit: unitSchema,
  interval: z.tuple([z.number(), z.number()]).nullable(),
  /** Why it has no value, or what it is measured on. */
  note: z.string().optional(),
})

/** x and y of one line or cloud; null is a gap. Times are milliseconds since the start of the run. */
const lineSchema = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum(['line', 'dots', 'dashed', 'bars']),
  points: z.array(z.object({ x: z.number(), y: nullableNumber })),
})

export const analysisChartSchema = z.object({
  x: z.object({ label: z.string(), unit: unitSchema.or(z.literal('time')) }),
  y: z.object({ label: z.string(), unit: unitSchema }),
  lines: z.array(lineSchema),
  /** Labelled lines across: a target, a limit, a knee. `axis` says which it crosses. */
  marks: z.array(
    z.object({
      axis: z.enum(['x', 'y']),
      at: z.number(),
      label: z.string(),
      tone: z.enum(['plain', 'target', 'limit']),
    }),
  ),
})

export const analysisTableSchema = z.object({
  columns: z.array(z.object({ key: z.string(), label: z.string(), unit: unitSchema.or(z.literal('text')) })),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
})

export const analysisSchema = z.object({
  /** Of the analysis, e.g. "recovery"; several of a run carry a suffix, e.g. "drift/memory". */
  key: z.string(),
  title: z.string(),
  /** good: as one wishes; bad: a finding; note: to know; unknown: could not be computed, and the sentence says why. */
  tone: z.enum(['good', 'bad', 'note', 'unknown']),
  sentence: z.string(),
  howToRead: z.string(),
  figures: z.array(figureSchema),
  chart: analysisChartSchema.nullable(),
  table: analysisTableSchema.nullable(),
  /** Part of the run it speaks of, ms since its start; null: all of it. */
  window: z.object({ fromMs: z.number(), toMs: z.number() }).nullable(),
  /** What people may make of it: a finding, once confirmed. */
  suggestion: z
    .object({ title: z.string(), severity: z.enum(['critical', 'high', 'medium', 'low']), advice: z.string() })
    .nullable(),
})

export type Analysis = z.infer<typeof analysisSchema>
export type AnalysisChart = z.infer<typeof analysisChartSchema>
export type AnalysisTable = z.infer<typeof analysisTableSchema>
export type Figure = z.infer<typeof figureSchema>
export type AnalysisUnit = z.infer<typeof unitSchema>
