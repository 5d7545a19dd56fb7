// Shapes of plans as the API, the pages and the command line see them.

import { z } from 'zod'
import { idSchema, instantSchema, roleSchema } from '#lib/access/schema.ts'
import { pageShape } from '#lib/core/page.ts'
import { type PlanDraft, planDraftSchema } from './document/plan.ts'
import { draftOperationSchema } from './draft-operation.ts'
import { templateChoiceSchema } from './template-schema.ts'

export const PLAN_STATUSES = ['draft', 'review', 'approved', 'archived'] as const
export const planStatusSchema = z.enum(PLAN_STATUSES, { error: `Give one of ${PLAN_STATUSES.join(', ')}` })

// Stored drafts passed `planDraftSchema` when they were written; checking them again on the way out could only lose work.
const storedDraftSchema = z
  .record(z.string(), z.unknown())
  .describe('The plan document, as GET /plans/{id}/document shows it') as unknown as z.ZodType<PlanDraft>

export const planIdSchema = z.object({ id: idSchema })
export const versionSchema = z.int({ error: 'Give the version you read, a whole number, e.g. 7' }).min(1)

export const createPlanSchema = z
  .strictObject({
    id: idSchema,
    document: planDraftSchema.optional(),
    yaml: z.string().optional().describe('The document as YAML text'),
    template: templateChoiceSchema.optional(),
    name: z.string().trim().min(1).max(200).optional().describe('In place of the name a template brings'),
  })
  .refine(
    ({ document, yaml, template }) => [document, yaml, template].filter((given) => given !== undefined).length === 1,
    {
      error:
        'Give exactly one of document, yaml and template, e.g. { "yaml": "headroom: 1\\nname: Orders API" } or { "template": "demo" }',
    },
  )

export const planSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  name: z.string(),
  status: planStatusSchema,
  version: z.number(),
  /** The last frozen revision; 0 while there is none. */
  lastRevision: z.number(),
  /** Of whoever asks, in the project of the plan. */
  role: roleSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  draft: storedDraftSchema,
})

export const planHeadSchema = planSchema.omit({ draft: true, role: true }).extend({ nextReview: z.string().nullable() })
export const listPlansSchema = z.object({ id: idSchema, ...pageShape })

export const editPlanSchema = z.strictObject({
  id: idSchema,
  baseVersion: versionSchema.describe('The version the operations were made on'),
  operations: z.array(draftOperationSchema).max(500, { error: 'Send at most 500 operations at once' }).default([]),
  status: planStatusSchema.optional(),
})
export const savedSchema = z.object({
  version: z.number(),
  savedAt: instantSchema,
  /** When others' edits were merged in: the draft as it is now. */
  draft: storedDraftSchema.optional(),
})

export const findingSchema = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  places: z.array(z.string()),
  arithmetic: z.string().optional(),
  fix: z.string().optional(),
})
export const lintSchema = z.object({
  errors: z.number().describe('How many findings are errors; they block a run'),
  warnings: z.number(),
  findings: z.array(findingSchema),
})

export const freezeSchema = z.strictObject({ id: idSchema, note: z.string().max(2000).optional() })
export const revisionSchema = z.object({
  id: z.string(),
  number: z.number(),
  hash: z.string(),
  loadHash: z.string(),
  note: z.string(),
  by: z.string(),
  createdAt: instantSchema,
})

export const restoreSchema = z.object({
  id: idSchema,
  n: z.int({ error: 'Give a revision number, e.g. 3' }).min(1),
  version: versionSchema.describe('The version of the draft it shall take the place of'),
})
export const statusSchema = z.object({
  status: planStatusSchema,
  /** Who gave it; null while nobody did. */
  by: z.string().nullable(),
  at: instantSchema.nullable(),
  /** The version it was given to: a later one was edited since. */
  version: z.number().nullable(),
})

export const diffInputSchema = z.object({
  id: idSchema,
  n: z.int({ error: 'Give a revision number, e.g. 3' }).min(1),
  with: z
    .union([z.literal('draft'), z.int().min(1)], { error: 'Give a revision number, e.g. 4, or "draft"' })
    .default('draft'),
})
export const diffSchema = z.object({
  from: z.number(),
  to: z.union([z.number(), z.literal('draft')]),
  changes: z.array(z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })),
})

export type PlanStatus = z.output<typeof planStatusSchema>
export type PlanView = z.output<typeof planSchema>
export type PlanHead = z.output<typeof planHeadSchema>
export type Saved = z.output<typeof savedSchema>
export type LintView = z.output<typeof lintSchema>
export type StatusView = z.output<typeof statusSchema>
export type RevisionView = z.output<typeof revisionSchema>
export type DiffView = z.output<typeof diffSchema>

/** A secret that environments of plans ask for. */
export interface NamedSecret {
  /** Key of the environment. */
  environment: string
  name: string
  /** Names of the plans that ask for it. */
  plans: string[]
}
