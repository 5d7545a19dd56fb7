// Try it: one request of an operation, with those before it that it takes values from, and what came back. Times in milliseconds, sizes
// in bytes. Secrets are masked and bodies cut before anything of it leaves the worker.

import { z } from 'zod'
import { sampleSchema } from './sample.ts'

/** All of a try ends within this time. */
export const TRY_WITHIN_MS = 15_000
/** Bodies of the request that is tried are shown this far; of those before it as far as a sample's. */
export const TRY_BODY_BYTES = 65_536

export const startTrySchema = z.strictObject({
  id: z.uuid({ error: 'Give the id of the plan, e.g. 01978a2b-7c1d-7e3f-8a4b-5c6d7e8f9a0b' }),
  operation: z.string().min(1).describe('Key of an operation of the plan, e.g. "create-order"'),
  environment: z.string().min(1).optional().describe('Key of an environment; default: the first of the plan'),
})
export type StartTry = z.infer<typeof startTrySchema>

const { errorClass, problem, status, request, response } = sampleSchema.shape

export const tryStepSchema = z.object({
  operation: z.string(),
  /** Of setup, sent for a value that is needed, or what is tried. */
  role: z.enum(['setup', 'source', 'tried']),
  isOk: z.boolean(),
  ...{ errorClass, problem, status, request, response },
  /** From the request's turn to the end of its answer; of it, until the request was written, and from then on. */
  timeMs: z.object({ total: z.number(), waited: z.number().nullable(), answered: z.number().nullable() }),
  redirects: z.number(),
  /** It was sent again with a new login. */
  isRenewed: z.boolean(),
  /** `holds` null: there was no answer to look at. */
  checks: z.array(z.object({ text: z.string(), holds: z.boolean().nullable() })),
  /** `value` null: it is not in the answer. */
  extracted: z.array(z.object({ name: z.string(), value: z.string().nullable() })),
  metrics: z.array(
    z.object({ key: z.string(), label: z.string(), unit: z.string().nullable(), value: z.number().nullable() }),
  ),
  /** What the operation began and was polled for. */
  job: z
    .object({
      polls: z.number(),
      state: z.enum(['done', 'failed', 'under-way']),
      status: z.number(),
      body: z.string(),
      problem: z.string().nullable(),
    })
    .nullable(),
})
export type TryStep = z.infer<typeof tryStepSchema>

export const tryResultSchema = z.object({
  steps: z.array(tryStepSchema),
  /** Operations that were not sent, as one before them failed. */
  notSent: z.array(z.string()),
  /** What ended it before its last step did; null when nothing did. */
  problem: z.string().nullable(),
  durationMs: z.number(),
})
export type TryResult = z.infer<typeof tryResultSchema>

const named = z.object({ key: z.string(), name: z.string() })

export const tryJobSchema = z.object({
  id: z.string(),
  planId: z.string(),
  operation: named,
  environment: named,
  state: z.enum(['waiting', 'held', 'done', 'failed']),
  /** Why it waits. */
  notice: z.string().nullable(),
  result: tryResultSchema.nullable(),
  /** Why it failed, and what to do. */
  problem: z.string().nullable(),
  requestedBy: z.string(),
  createdAt: z.iso.datetime(),
})
export type TryJob = z.infer<typeof tryJobSchema>
