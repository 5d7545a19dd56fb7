// What was judged of a run, as the API, the pages and the command line see it.
// Units: milliseconds since the start of the run; fractions (0 – 1); values in the unit of their metric.

import { z } from 'zod'

const nullableNumber = z.number().nullable()

export const verdictSchema = z.enum(['pass', 'warn', 'inconclusive', 'fail'])

export const CONFIDENCE_LEVELS = ['HIGH', 'MEDIUM', 'LOW'] as const

/** How far a verdict can be relied on. */
export const confidenceSchema = z.object({
  level: z.enum(CONFIDENCE_LEVELS),
  /** What lowers it; or, where nothing does, what supports it. */
  reasons: z.array(z.string()),
})

/** Share of the windows that meet the target, 0 – 1; a window without data is not compliant. */
export const complianceSchema = z.object({
  share: z.number(),
  windows: z.number(),
  compliant: z.number(),
  /** 10, or 60 where ten seconds hold fewer than 20 attempts. */
  windowSeconds: z.number(),
  /** The worst minute: when it began, and the value there; null without data, or beyond every value. */
  worst: z.object({ atMs: z.number(), value: nullableNumber }).nullable(),
})

/** Where a number came from. */
export const derivationSchema = z.object({
  run: z.object({ id: z.string(), label: z.string() }).nullable(),
  selector: z.string(),
  window: z.object({ fromMs: z.number(), toMs: z.number(), name: z.string() }).nullable(),
  samples: z.number(),
  /** The formula in words, e.g. "p95 of merged histograms, interrupted and dropped attempts slower than any". */
  method: z.string(),
  /** The blocks of time an interval was drawn from, or would have been; absent where there is nothing to draw. */
  blocks: z.object({ count: z.number(), seconds: z.number() }).nullable().optional(),
  typedBy: z.string().nullable(),
})

export const objectiveViewSchema = z.object({
  key: z.string(),
  judge: z.string(),
  source: z.enum(['sla', 'criterion', 'acceptance', 'resource']),
  metric: z.string(),
  selector: z.string().nullable(),
  comparator: z.string(),
  priority: z.enum(['high', 'medium', 'low']),
  verdict: verdictSchema,
  reason: z.string(),
  unit: z.enum(['ms', 'perSecond', 'fraction', 'bytes', 'count']),
  actual: nullableNumber,
  target: z.number(),
  limit: z.number(),
  /** 95 %; null where there is none, or where it reaches beyond every value. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  headroom: nullableNumber,
  samples: z.number(),
  window: z.object({ fromMs: z.number(), toMs: z.number(), name: z.string() }),
  // The rest is absent in verdicts of older rules.
  compliance: complianceSchema.nullable().optional(),
  derivation: derivationSchema.nullable().optional(),
  /** Its window was not reached: a milestone after the end of the run. */
  untested: z.boolean().optional(),
  /** The phase of the scenario it is a success criterion of. */
  phase: z.object({ key: z.string(), name: z.string(), gate: z.boolean() }).nullable().optional(),
})

export const validitySchema = z.object({
  status: z.enum(['valid', 'suspect', 'invalid']),
  reasons: z.array(z.string()),
  /** What to know beside, e.g. that the target filled the in-flight limit. */
  notes: z.array(z.string()).optional(),
  completeness: z.number(),
})

/** A phase of the schedule with what came of its success criteria. */
export const phaseVerdictSchema = z.object({
  key: z.string(),
  name: z.string(),
  gate: z.boolean(),
  fromMs: z.number(),
  toMs: z.number(),
  verdict: verdictSchema,
  /** Keys of its objectives. */
  objectives: z.array(z.string()),
})

export const runVerdictSchema = z.object({
  verdict: verdictSchema,
  validity: validitySchema,
  objectives: z.array(objectiveViewSchema),
  sentence: z.string(),
  /** null, as absent, in verdicts of older rules. */
  confidence: confidenceSchema.nullable().optional(),
  phases: z.array(phaseVerdictSchema).optional(),
  /** Version of the rules it was judged by; the newest is `RULES_VERSION`. */
  rules: z.number().optional(),
})

/** An estimate on the data so far while the run goes on, and the stored verdict once it ended. */
export const judgementSchema = z.object({ final: z.boolean(), verdict: runVerdictSchema })

export type Confidence = z.infer<typeof confidenceSchema>
export type ConfidenceLevel = Confidence['level']
export type Compliance = z.infer<typeof complianceSchema>
export type Derivation = z.infer<typeof derivationSchema>
export type ObjectiveView = z.infer<typeof objectiveViewSchema>
export type PhaseVerdict = z.infer<typeof phaseVerdictSchema>
export type RunVerdictView = z.infer<typeof runVerdictSchema>
export type Judgement = z.infer<typeof judgementSchema>
