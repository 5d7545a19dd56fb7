// How far a verdict can be relied on, and what each objective was held against over time.

import { z } from 'zod'

export const CONFIDENCE_LEVELS = ['HIGH', 'MEDIUM', 'LOW'] as const

export const confidenceSchema = z.object({
  level: z.enum(CONFIDENCE_LEVELS),
  /** What lowers it; or, where nothing does, what supports it. */
  reasons: z.array(z.string()),
})

/** Share of the windows that hold, 0 – 1; a window without data is not compliant. */
export const complianceSchema = z.object({
  share: z.number(),
  windows: z.number(),
  compliant: z.number(),
  /** 10, or 60 where ten seconds hold fewer than 20 attempts. */
  windowSeconds: z.number(),
  /** The worst minute: when it began, and the value there; null without data. */
  worst: z.object({ atMs: z.number(), value: z.number().nullable() }).nullable(),
})

/** Where a number came from. */
export const derivationSchema = z.object({
  run: z.object({ id: z.string(), label: z.string() }).nullable(),
  selector: z.string(),
  window: z.object({ fromMs: z.number(), toMs: z.number(), name: z.string() }).nullable(),
  samples: z.number(),
  /** The formula in words, e.g. "p95 of merged histograms, interrupted and dropped attempts slower than any". */
  method: z.string(),
  typedBy: z.string().nullable(),
})

export type Confidence = z.infer<typeof confidenceSchema>
export type ConfidenceLevel = Confidence['level']
export type Compliance = z.infer<typeof complianceSchema>
export type Derivation = z.infer<typeof derivationSchema>
