import { z } from 'zod'
import { flag, key, keyedList, plainList, section, text, textRecord, texts } from './leaf.ts'
import { loadSchema } from './load.ts'

/** Operation or flow with its weight. */
export const mixItemSchema = section({
  operation: text.optional(),
  flow: text.optional(),
  weight: text.optional(),
})

export interface JudgeDraft {
  judge?: string | undefined
  limit?: string | undefined
  priority?: string | undefined
  any?: CriterionDraft[] | undefined
}

/** `p95 < 200ms`, or `{ judge, limit, priority }`, or `{ any: [ … ] }`. */
export type CriterionDraft = string | JudgeDraft

export const criterionSchema: z.ZodType<CriterionDraft> = z.union(
  [
    text,
    section({
      judge: text.optional(),
      limit: text.optional(),
      priority: text.optional(),
      any: z.lazy(() => plainList(criterionSchema)).optional(),
    }),
  ],
  {
    error:
      'A criterion is a sentence such as "p95 < 200ms", or { judge: "mean < 100ms", limit: 150ms, priority: medium }, or { any: ["p95 < 200ms", "rate > 400/s"] }',
  },
)

export const expectationSchema = section({
  requests: text.optional(),
  rate: text.optional(),
  duration: text.optional(),
  users: text.optional(),
  shares: textRecord.optional(),
})

export const expectedFailureSchema = section({
  operation: text.optional(),
  status: texts.optional(),
})

export const phaseSchema = section({
  key,
  name: text.optional(),
  for: text.optional(),
  objectives: texts.optional(),
  success: texts.optional(),
  /** What a person sees and confirms. */
  evidence: texts.optional(),
  gate: flag.optional(),
})

export const volumeSchema = section({
  transactions: text.optional(),
  growth: text.optional(),
  storage: text.optional(),
  cleanup: text.optional(),
})

/** A label a worker must carry, alone or with its part of the load. */
const locationSchema = z.union([text, section({ label: text.optional(), share: text.optional() })], {
  error: 'A location is a label, for example eu-west, or { label: eu-west, share: 70% }',
})

/** A load profile, a mix and what it is judged by. */
export const scenarioSchema = section({
  key,
  /** smoke, baseline, load, peak, stress, volume, soak, spike, scalability, breaking-point or custom. */
  type: text.optional(),
  name: text.optional(),
  objective: text.optional(),
  environment: text.optional(),
  steps: texts.optional(),
  collect: texts.optional(),
  expected: texts.optional(),
  load: loadSchema.optional(),
  expect: expectationSchema.optional(),
  expectFailures: plainList(expectedFailureSchema).optional(),
  mix: plainList(mixItemSchema).optional(),
  criteria: plainList(criterionSchema).optional(),
  stopWhen: texts.optional(),
  evidence: texts.optional(),
  phases: keyedList(phaseSchema).optional(),
  volume: volumeSchema.optional(),
  /** Instances of the target; the load is offered once at each. */
  levels: texts.optional(),
  /** The longest wait for the confirmation between two levels. */
  levelWait: text.optional(),
  workers: text.optional(),
  locations: plainList(locationSchema).optional(),
})

export const scenariosSchema = keyedList(scenarioSchema)
