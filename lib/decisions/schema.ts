// Shapes of a decision: what is proposed and how sure, what people decided, waived and signed.

import { z } from 'zod'
import { idSchema, instantSchema } from '#lib/access/schema.ts'
import { confidenceSchema } from '#lib/verdicts/confidence-schema.ts'

export const OUTCOMES = ['go', 'conditional', 'no-go'] as const
export const outcomeSchema = z.enum(OUTCOMES, { error: `Give one of ${OUTCOMES.join(', ')}` })

export const proposalSchema = z.object({
  outcome: outcomeSchema,
  /** The rules that spoke, gravest first; `tone` is what the rule asks for. */
  reasons: z.array(z.object({ rule: z.string(), outcome: outcomeSchema, text: z.string() })),
  confidence: confidenceSchema,
  /** A go cannot be decided: an invalid run, or a high-priority objective not shown where it should be and not waived. Says which. */
  goBlockedBecause: z.string().nullable(),
  /** Which waivers would stand in for what is not shown, as a waiver names it. Absent in what was proposed by older rules. */
  waiversForGo: z.array(z.string()).optional(),
})

const conditionSchema = z.object({ text: z.string(), owner: z.string(), dueOn: z.iso.date() })

export const decisionSchema = z.object({
  id: z.string(),
  /** Counts up within the cycle: a later one supersedes those before. */
  sequence: z.number(),
  outcome: outcomeSchema,
  justification: z.string(),
  /** Why against the proposal; empty when it was not. */
  reason: z.string(),
  conditions: z.array(conditionSchema),
  /** As it was at that moment. */
  proposal: proposalSchema,
  evidenceHash: z.string(),
  by: z.string(),
  at: instantSchema,
  /** What has changed since, in words; null while it stands on what is there now. */
  changedSince: z.string().nullable(),
})

export const signOffSchema = z.object({
  id: z.string(),
  role: z.string(),
  by: z.string(),
  at: instantSchema,
  note: z.string(),
  evidenceHash: z.string(),
  valid: z.boolean(),
  revokedBecause: z.string().optional(),
  /** The reader's own. */
  isMine: z.boolean(),
})

export const waiverSchema = z.object({
  id: z.string(),
  /** Key of an objective, or "scenario:<key>" for all that a scenario should tell. */
  objective: z.string(),
  /** In words. */
  label: z.string(),
  owner: z.string(),
  reason: z.string(),
  expiresAt: instantSchema,
  by: z.string(),
  at: instantSchema,
  state: z.enum(['holds', 'lapsed', 'revoked']),
  revokedAt: instantSchema.nullable(),
  revokedBy: z.string().nullable(),
})

const hashedSchema = z.object({ sha256: z.string(), text: z.string() })

/** `text` is what was hashed: canonical JSON (keys sorted); the SHA-256 of its UTF-8 bytes is `sha256`. */
export const evidenceSchema = z.object({
  /** As it is now. */
  ...hashedSchema.shape,
  /** As the decision that counts was made on it, and as its signatures cover it; equal to the above while nothing has changed. */
  decided: hashedSchema.extend({ decision: z.number() }).nullable(),
})

const line = (what: string, max: number) =>
  z
    .string({ error: `Give ${what}` })
    .trim()
    .min(1, { error: `Give ${what}` })
    .max(max, { error: `Keep it to ${max} characters` })

export const decideSchema = z.strictObject({
  id: idSchema,
  outcome: outcomeSchema,
  justification: line('a justification, e.g. "All limits hold at 800/s"', 10_000),
  conditions: z
    .array(
      z.strictObject({
        text: line('what must be done, e.g. "Raise the pool to 260"', 1_000),
        owner: line('who does it, e.g. "Operations"', 200),
        dueOn: z.iso.date({ error: 'Give by when, e.g. 2026-12-01' }),
      }),
    )
    .max(50)
    .optional(),
  reason: z.string().trim().max(5_000).optional().describe('Needed against the proposal'),
  after: z
    .int({ error: 'Give the number of the decision you saw, 0 for none' })
    .min(0)
    .optional()
    .describe('Number of the last decision you saw, 0 for none: a decision made meanwhile is then a conflict'),
})

export const signSchema = z.strictObject({
  id: idSchema,
  role: line('the role you sign in, e.g. "Test lead"', 120),
  note: z.string().trim().max(2_000).optional(),
  evidenceHash: z.string().optional().describe('The hash you saw: signing what has changed meanwhile is a conflict'),
})

export const waiveSchema = z.strictObject({
  id: idSchema,
  objective: line('the key of an objective, e.g. "create-p95", or "scenario:soak"', 200),
  owner: line('who stands for it, e.g. "Product owner"', 200),
  reason: line('a reason, e.g. "Fixed in 2.4.1"', 5_000),
  expiresAt: z.iso.datetime({ offset: true, error: 'A waiver has an expiry: give a time, e.g. 2026-12-31T00:00:00Z' }),
})
export const waiverKeySchema = z.strictObject({ id: idSchema, waiver: idSchema })

export type Outcome = z.infer<typeof outcomeSchema>
export type Proposal = z.infer<typeof proposalSchema>
export type ProposalReason = Proposal['reasons'][number]
export type DecisionView = z.infer<typeof decisionSchema>
export type Condition = z.infer<typeof conditionSchema>
export type SignOffView = z.infer<typeof signOffSchema>
export type WaiverView = z.infer<typeof waiverSchema>
export type EvidenceView = z.infer<typeof evidenceSchema>
