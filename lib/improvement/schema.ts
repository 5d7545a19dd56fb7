// Shapes of findings (PERF-001) and recommendations.

import { z } from 'zod'
import { idSchema, instantSchema } from '#lib/access/schema.ts'
import { pageShape } from '#lib/core/page.ts'

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const
export const FINDING_STATUSES = ['suggested', 'open', 'investigating', 'fixed', 'accepted', 'dismissed'] as const
export const HORIZONS = ['immediate', 'medium', 'long'] as const
export const RECOMMENDATION_PRIORITIES = ['P0', 'P1', 'P2'] as const
export const RECOMMENDATION_STATUSES = ['suggested', 'open', 'doing', 'done', 'dismissed'] as const

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `Give one of ${words.join(', ')}` })
const severitySchema = oneOf(SEVERITIES)
const findingStatusSchema = oneOf(FINDING_STATUSES)
const runRefSchema = z.object({ id: z.string(), label: z.string() })
const windowSchema = z.object({ fromMs: z.number().nonnegative(), toMs: z.number().nonnegative() })

export const findingSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  number: z.number(),
  /** PERF-001 */
  label: z.string(),
  title: z.string(),
  severity: severitySchema,
  impact: z.string(),
  rootCause: z.string(),
  status: findingStatusSchema,
  owner: z.string(),
  cycle: z.object({ id: z.string(), name: z.string() }).nullable(),
  run: runRefSchema.nullable(),
  scenario: z.string().nullable(),
  /** Key of an objective of the plan. */
  objective: z.string().nullable(),
  /** Part of the run it speaks of; null: all of it. */
  window: windowSchema.nullable(),
  /** Key of the analysis that suggested it. */
  analysis: z.string().nullable(),
  createdBy: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
})

export const recommendationSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  text: z.string(),
  horizon: oneOf(HORIZONS),
  priority: oneOf(RECOMMENDATION_PRIORITIES),
  effort: z.string(),
  impact: z.string(),
  timeline: z.string(),
  status: oneOf(RECOMMENDATION_STATUSES),
  owner: z.string(),
  dueOn: z.iso.date().nullable(),
  cycle: z.object({ id: z.string(), name: z.string() }).nullable(),
  finding: z.object({ id: z.string(), label: z.string() }).nullable(),
  createdBy: z.string(),
  createdAt: instantSchema,
})

/** What an analysis or a failed objective says, not yet a finding. Confirm: POST /cycles/{id}/findings with `suggestion`. */
export const suggestionSchema = z.object({
  /** Stands for it when it is confirmed or dismissed. */
  key: z.string(),
  title: z.string(),
  severity: severitySchema,
  advice: z.string(),
  run: runRefSchema,
  scenario: z.string(),
  objective: z.string().nullable(),
  analysis: z.string().nullable(),
  window: windowSchema.nullable(),
})

// --- inputs ---

const line = (what: string, max: number) =>
  z
    .string({ error: `Give ${what}` })
    .trim()
    .min(1, { error: `Give ${what}` })
    .max(max, { error: `Keep it to ${max} characters` })
const prose = z.string().trim().max(10_000, { error: 'Keep it to 10,000 characters' })

const findingFields = {
  title: line('a title, e.g. "Payment holds its connection"', 300),
  severity: severitySchema,
  impact: prose.optional(),
  rootCause: prose.optional(),
  status: findingStatusSchema.exclude(['suggested']).optional(),
  owner: z.string().trim().max(200).optional(),
  run: idSchema.nullable().optional(),
  objective: z.string().trim().max(200).nullable().optional(),
  window: windowSchema.nullable().optional(),
}

export const createFindingSchema = z.union(
  [
    z.strictObject({ id: idSchema, ...findingFields }),
    /** Confirms a suggestion, or dismisses it for good; what is given replaces what it says. */
    z.strictObject({
      id: idSchema,
      suggestion: line('the key of the suggestion', 300),
      dismiss: z.boolean().optional(),
      title: findingFields.title.optional(),
      severity: severitySchema.optional(),
      impact: prose.optional(),
      rootCause: prose.optional(),
      owner: findingFields.owner,
    }),
  ],
  {
    error:
      'Give a title and a severity, e.g. { "title": "Payment holds its connection", "severity": "high" }, or { "suggestion": "<key>" }',
  },
)
export const updateFindingSchema = z.strictObject({
  id: idSchema,
  ...findingFields,
  title: findingFields.title.optional(),
  severity: severitySchema.optional(),
})

const recommendationFields = {
  text: line('what is to be done, e.g. "Raise the connection pool to 260"', 5_000),
  horizon: oneOf(HORIZONS),
  priority: oneOf(RECOMMENDATION_PRIORITIES),
  effort: z.string().trim().max(500).optional(),
  impact: z.string().trim().max(2_000).optional(),
  timeline: z.string().trim().max(500).optional(),
  status: oneOf(RECOMMENDATION_STATUSES).optional(),
  owner: z.string().trim().max(200).optional(),
  dueOn: z.iso.date({ error: 'Give a date, e.g. 2026-12-01' }).nullable().optional(),
  finding: idSchema.nullable().optional(),
}
export const createRecommendationSchema = z.strictObject({ id: idSchema, ...recommendationFields })
export const updateRecommendationSchema = z.strictObject({
  id: idSchema,
  ...recommendationFields,
  text: recommendationFields.text.optional(),
  horizon: recommendationFields.horizon.optional(),
  priority: recommendationFields.priority.optional(),
})

export const listFindingsSchema = z.strictObject({
  id: idSchema,
  status: findingStatusSchema.optional(),
  ...pageShape,
})
export const listRecommendationsSchema = z.strictObject({
  id: idSchema,
  status: oneOf(RECOMMENDATION_STATUSES).optional(),
  ...pageShape,
})

export type Severity = z.infer<typeof severitySchema>
export type FindingView = z.infer<typeof findingSchema>
export type RecommendationView = z.infer<typeof recommendationSchema>
export type Suggestion = z.infer<typeof suggestionSchema>
export type CreateFinding = z.output<typeof createFindingSchema>
export type UpdateFinding = z.output<typeof updateFindingSchema>
export type CreateRecommendation = z.output<typeof createRecommendationSchema>
export type UpdateRecommendation = z.output<typeof updateRecommendationSchema>
