// How far a verdict can be relied on, and what each objective was held against over time. The shapes stand in lib/runs, which shows them.

export {
  CONFIDENCE_LEVELS,
  type Compliance,
  type Confidence,
  type ConfidenceLevel,
  complianceSchema,
  confidenceSchema,
  type Derivation,
  derivationSchema,
} from '#lib/runs/verdict-schema.ts'
