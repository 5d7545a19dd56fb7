// Shapes of templates as the API and the pages see them.

import { z } from 'zod'
import { idSchema, instantSchema } from '#lib/access/schema.ts'
import { pageShape } from '#lib/core/page.ts'
import { TEMPLATES } from './template-key.ts'

const KEYS = TEMPLATES.join(', ')
const error = `Give one of ${KEYS}, or the id of a template of this project`

/** A bundled template by its key, one of the project by its id. */
export const templateChoiceSchema = z
  .union([z.enum(TEMPLATES), z.uuid({ error })], { error })
  .describe(`One of ${KEYS}, or the id of a template of the project`)

const contentsSchema = z.object({
  scenarios: z.array(z.object({ key: z.string(), name: z.string(), type: z.string() })),
  operations: z.number(),
  objectives: z.number().describe('SLA rows, resource limits, acceptance and scenario criteria'),
})

export const bundledTemplateSchema = z.object({
  key: z.enum(TEMPLATES).describe('What to give as `template` when a plan is created'),
  name: z.string(),
  description: z.string(),
  contents: contentsSchema,
})

export const projectTemplateSchema = z.object({
  id: z.string().describe('What to give as `template` when a plan is created'),
  name: z.string(),
  description: z.string(),
  createdBy: z.string(),
  createdAt: instantSchema,
  contents: contentsSchema,
})

const nameSchema = z
  .string({ error: 'Give it a name, for example "Orders, our way"' })
  .trim()
  .min(1, { error: 'Give it a name, for example "Orders, our way"' })
  .max(200, { error: 'A name has at most 200 characters' })

export const saveTemplateSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  description: z.string().trim().max(500, { error: 'A description has at most 500 characters' }).default(''),
})
export const templateIdSchema = z.object({ id: idSchema })
export const listTemplatesSchema = z.object({ id: idSchema, ...pageShape })
export const clonePlanSchema = z.strictObject({
  id: idSchema,
  name: nameSchema.optional().describe('Without one: the name of the plan, as a copy'),
})

export type ProjectTemplate = z.output<typeof projectTemplateSchema>
