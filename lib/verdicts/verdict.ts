// The words of a judgement, and their order: fail > inconclusive > warn > pass.

import type { CompiledObjective } from '#lib/plans/compiled.ts'
import type { CriterionUnit, Priority } from '#lib/plans/criterion.ts'
import type { Compliance, Confidence, Derivation, PhaseVerdict } from '#lib/runs/verdict-schema.ts'

export const VERDICTS = ['pass', 'warn', 'inconclusive', 'fail'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Canonical unit of a judged number: milliseconds, per second, fraction (0 – 1), bytes, or a bare count. */
export type MetricUnit = CriterionUnit

export interface ObjectiveVerdict {
  key: string
  judge: string
  source: CompiledObjective['source']
  metric: string
  selector: string | null
  comparator: string
  priority: Priority
  verdict: Verdict
  /** Why, as a sentence with numbers. */
  reason: string
  unit: MetricUnit
  actual: number | null
  target: number
  limit: number
  interval: [number, number] | null
  /** (limit − actual) / limit, mirrored where higher is better; negative when broken; null without an actual. */
  headroom: number | null
  /** Attempts that stand behind `actual`. */
  samples: number
  window: { fromMs: number; toMs: number; name: string }
  /** null where no part of the window can be held against the target by itself, or nobody followed it. */
  compliance: Compliance | null
  derivation: Derivation | null
  /** Its window was not reached. */
  untested: boolean
  phase: NonNullable<CompiledObjective['phase']> | null
}

export interface Validity {
  status: 'valid' | 'suspect' | 'invalid'
  reasons: string[]
  /** What to know beside: of the target, whose failures are none of the instrument's. */
  notes?: string[]
  /** Share of planned shard-seconds with data, 0 – 1. */
  completeness: number
}

export interface RunVerdict {
  verdict: Verdict
  validity: Validity
  objectives: ObjectiveVerdict[]
  /** The verdict in one sentence. */
  sentence: string
  confidence: Confidence
  phases: PhaseVerdict[]
  /** Version of the rules it was judged by. */
  rules: number
}
