// The plan is checked before load is sent: one rule, one file, one test. The order is the order findings are told in.

import { compileAndTell } from '../compile.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { alertMismatch } from './alert-mismatch.ts'
import { blindMonitor } from './blind-monitor.ts'
import { cacheVsKeys } from './cache-vs-keys.ts'
import { claimConflict } from './claim-conflict.ts'
import { componentCapacity } from './component-capacity.ts'
import { conflictingSlas } from './conflicting-slas.ts'
import { datasetTooSmall } from './dataset-too-small.ts'
import { durationMismatch } from './duration-mismatch.ts'
import { exampleBreaksTarget } from './example-breaks-target.ts'
import { expectedFailures } from './expected-failures.ts'
import { generatorCapacity } from './generator-capacity.ts'
import { hiddenPercentile } from './hidden-percentile.ts'
import { iterationsOutOfReach } from './iterations-out-of-reach.ts'
import { latencyWithoutErrors } from './latency-without-errors.ts'
import { littlesLaw } from './littles-law.ts'
import { loadLabel } from './load-label.ts'
import { milestoneBeyondRun } from './milestone-beyond-run.ts'
import { missingSecret } from './missing-secret.ts'
import { nobodyNotified } from './nobody-notified.ts'
import { payloadSize } from './payload-size.ts'
import { percentRange } from './percent-range.ts'
import { percentileOrder } from './percentile-order.ts'
import { phaseWithoutLength } from './phase-without-length.ts'
import { queueArithmetic } from './queue-arithmetic.ts'
import { ALONE, type LintRule, type LintSurroundings } from './rule.ts'
import { scalingPolicy } from './scaling-policy.ts'
import { scheduleConflict } from './schedule-conflict.ts'
import { shareSum } from './share-sum.ts'
import { sharedPlaceholder } from './shared-placeholder.ts'
import { targetBeyondLimit } from './target-beyond-limit.ts'
import { thresholdWithoutAlert } from './threshold-without-alert.ts'
import { tooFewSamples } from './too-few-samples.ts'
import { totalVsRate } from './total-vs-rate.ts'
import { typeVsShape } from './type-vs-shape.ts'
import { unboundedLoad } from './unbounded-load.ts'
import { unitMismatch } from './unit-mismatch.ts'
import { unknownName } from './unknown-name.ts'
import { unknownReference } from './unknown-reference.ts'
import { unmeasuredSla } from './unmeasured-sla.ts'
import { unreadMonitor } from './unread-monitor.ts'
import { unresolvedField } from './unresolved-field.ts'
import { weakGate } from './weak-gate.ts'

export const RULES: readonly LintRule[] = Object.freeze([
  unknownReference,
  unknownName,
  missingSecret,
  sharedPlaceholder,
  unresolvedField,
  percentRange,
  targetBeyondLimit,
  percentileOrder,
  conflictingSlas,
  weakGate,
  hiddenPercentile,
  expectedFailures,
  shareSum,
  totalVsRate,
  durationMismatch,
  littlesLaw,
  unitMismatch,
  loadLabel,
  typeVsShape,
  queueArithmetic,
  iterationsOutOfReach,
  componentCapacity,
  generatorCapacity,
  scalingPolicy,
  datasetTooSmall,
  payloadSize,
  cacheVsKeys,
  milestoneBeyondRun,
  phaseWithoutLength,
  unboundedLoad,
  tooFewSamples,
  unmeasuredSla,
  latencyWithoutErrors,
  blindMonitor,
  unreadMonitor,
  alertMismatch,
  thresholdWithoutAlert,
  nobodyNotified,
  scheduleConflict,
  claimConflict,
  exampleBreaksTarget,
])

/** Compiling has asked them already. */
const OF_COMPILING: ReadonlySet<LintRule> = new Set([unknownReference, unknownName])

export interface LintResult {
  errors: number
  warnings: number
  findings: Finding[]
}

/** Everything wrong with a plan: what keeps it from compiling, then what each rule finds. */
export function lintPlan(draft: PlanDraft, around: LintSurroundings = ALONE): LintResult {
  const { compiled, unknown } = compileAndTell(draft)
  const plan = compiled.ok ? compiled.plan : null
  const told = [...unknown, ...RULES.flatMap((rule) => (OF_COMPILING.has(rule) ? [] : rule.check(draft, plan, around)))]
  const found = [...(compiled.ok ? [] : compiled.findings.filter((one) => !isToldBetter(one, told))), ...told]
  const seen = new Set<string>()
  const findings = found.filter((finding) => {
    const identity = JSON.stringify([finding.rule, finding.places, finding.message])
    return !seen.has(identity) && seen.add(identity)
  })
  const errors = findings.filter((finding) => finding.severity === 'error').length
  return { errors, warnings: findings.length - errors, findings }
}

/** What is missing is told once, by the rule that knows what for. */
function isToldBetter({ rule, places }: Finding, told: Finding[]): boolean {
  return (
    rule === 'missing' &&
    told.some((one) => one.severity === 'error' && places.every((place) => one.places.includes(place)))
  )
}
