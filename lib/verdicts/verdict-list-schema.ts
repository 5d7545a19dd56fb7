import { z } from 'zod'
import { confidenceSchema, validitySchema, verdictSchema } from '#lib/runs/verdict-schema.ts'

/** One stored verdict of a run. */
export const storedVerdictSchema = z.object({
  revision: z.number(),
  /** Of the revision the run was sent under. */
  isOwn: z.boolean(),
  /** Version of the rules; those of today are the highest. */
  rules: z.number(),
  isCurrent: z.boolean(),
  verdict: verdictSchema,
  sentence: z.string(),
  validity: validitySchema.shape.status,
  confidence: confidenceSchema.nullable(),
  judgedAt: z.iso.datetime(),
})

export type StoredVerdictView = z.infer<typeof storedVerdictSchema>
