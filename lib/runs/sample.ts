// A request and what came back, kept for the failed and the slowest of each operation: ten per kind, error class and minute.
// Secrets are masked and bodies cut before a sample leaves the engine. Units: milliseconds since the start; microseconds; bytes.

import { z } from 'zod'
import { ERROR_CLASSES } from './bucket.ts'

export const SAMPLE_BODY_BYTES = 4096
export const SAMPLES_PER_MINUTE = 10

const messageSchema = z.object({
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
  /** Bytes of the whole body; more than are kept when it was cut. */
  bodyBytes: z.number(),
})

export const sampleSchema = z.object({
  atMs: z.number(),
  operation: z.string(),
  kind: z.enum(['failed', 'slowest']),
  errorClass: z.enum(ERROR_CLASSES).nullable(),
  /** What went wrong, in words; null for an ok one. */
  problem: z.string().nullable(),
  /** 0 without an answer. */
  status: z.number(),
  responseMicros: z.number(),
  request: messageSchema.extend({ method: z.string(), url: z.string() }),
  response: messageSchema.nullable(),
})

export type Sample = z.infer<typeof sampleSchema>

/** A stored sample, as readers get it. */
export const sampleViewSchema = sampleSchema
  .omit({ responseMicros: true })
  .extend({ id: z.string(), shard: z.number(), responseMs: z.number() })

export const sampleQuerySchema = z.strictObject({
  operation: z.string().min(1).optional().describe('Key of an operation; default: all'),
  kind: z.enum(['failed', 'slowest'], { error: 'Give failed or slowest; default: both' }).optional(),
  status: z.int().nonnegative().optional().describe('Status of the answer, e.g. 503; 0: none came'),
  aboveMs: z.coerce
    .number({ error: 'Give milliseconds, e.g. 100' })
    .nonnegative()
    .optional()
    .describe('Only exchanges that took longer, in milliseconds'),
  class: z.enum(ERROR_CLASSES, { error: `Give a class of errors: ${ERROR_CLASSES.join(', ')}` }).optional(),
})

export type SampleView = z.infer<typeof sampleViewSchema>
export type SampleQuery = z.infer<typeof sampleQuerySchema>
