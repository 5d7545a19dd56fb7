// The plan is checked before load is sent: one rule, one file, one test. The order is the order findings are told in.

import { compilePlan } from '../compile.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { componentCapacity } from './component-capacity.ts'
import { conflictingSlas } from './conflicting-slas.ts'
import { datasetTooSmall } from './dataset-too-small.ts'
import { iterationsOutOfReach } from './iterations-out-of-reach.ts'
import { latencyWithoutErrors } from './latency-without-errors.ts'
import { littlesLaw } from './littles-law.ts'
import { milestoneBeyondRun } from './milestone-beyond-run.ts'
import { nobodyNotified } from './nobody-notified.ts'
import { percentRange } from './percent-range.ts'
import { percentileOrder } from './percentile-order.ts'
import { ALONE, type LintRule, type LintSurroundings } from './rule.ts'
import { shareSum } from './share-sum.ts'
import { targetBeyondLimit } from './target-beyond-limit.ts'
import { tooFewSamples } from './too-few-samples.ts'
import { totalVsRate } from './total-vs-rate.ts'
import { unboundedLoad } from './unbounded-load.ts'
import { unknownName } from './unknown-name.ts'
import { unknownReference } from './unknown-reference.ts'
import { unmeasuredSla } from './unmeasured-sla.ts'

export const RULES: readonly LintRule[] = Object.freeze([
  unknownReference,
  unknownName,
  percentRange,
  targetBeyondLimit,
  percentileOrder,
  conflictingSlas,
  shareSum,
  totalVsRate,
  littlesLaw,
  iterationsOutOfReach,
  componentCapacity,
  datasetTooSmall,
  milestoneBeyondRun,
  unboundedLoad,
  tooFewSamples,
  unmeasuredSla,
  latencyWithoutErrors,
  nobodyNotified,
])

export interface LintResult {
  errors: number
  warnings: number
  findings: Finding[]
}

/** Everything wrong with a plan: what keeps it from compiling, then what each rule finds. */
export function lintPlan(draft: PlanDraft, around: LintSurroundings = ALONE): LintResult {
  const compiled = compilePlan(draft)
  const plan = compiled.ok ? compiled.plan : null
  const found = [...(compiled.ok ? [] : compiled.findings), ...RULES.flatMap((rule) => rule.check(draft, plan, around))]
  const seen = new Set<string>()
  const findings = found.filter((finding) => {
    const identity = JSON.stringify([finding.rule, finding.places, finding.message])
    return !seen.has(identity) && seen.add(identity)
  })
  const errors = findings.filter((finding) => finding.severity === 'error').length
  return { errors, warnings: findings.length - errors, findings }
}
