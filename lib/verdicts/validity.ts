// Can the instrument be believed? Thresholds (engine.md):
//   invalid  generator-caused loss > 1 % of offered, or lag p99 above max(10 ms, 10 % of the tightest latency limit) in ≥ 5 % of
//            the judged seconds
//   suspect  a tenth of either share, > 5 % of attempts waiting for an explicitly capped pool, or completeness below 99 %
// Utilisation and CPU explain, they never convict; a target that fills maxInFlight is the target's failure.

import { say, showCount, showPercent } from '#lib/core/number-format.ts'
import type { CompiledObjective } from '#lib/plans/compiled.ts'
import { completenessOf, incomplete } from './completeness.ts'
import { type Doubt, sumOf } from './doubt.ts'
import type { Evidence } from './evidence.ts'
import { generatorLoss, targetSaturation } from './saturation.ts'
import { lagThresholdMs, schedulingLag } from './scheduling-lag.ts'
import type { Validity } from './verdict.ts'

const WAITING_SUSPECT = 0.05

/** `cappedPool`: the plan caps connections. Reasons are sentences with times and numbers, the gravest first. */
export function assessValidity(
  evidence: Evidence,
  objectives: readonly CompiledObjective[],
  options: { cappedPool: boolean },
): Validity {
  const completeness = completenessOf(evidence)
  const doubts = [
    nothingMeasured(evidence),
    generatorLoss(evidence),
    schedulingLag(evidence, lagThresholdMs(objectives)),
    options.cappedPool ? waiting(evidence) : null,
    incomplete(evidence, completeness),
  ].filter((doubt) => doubt !== null)
  const invalid = doubts.filter((doubt) => doubt.status === 'invalid')
  const suspect = doubts.filter((doubt) => doubt.status === 'suspect')
  const ofTarget = targetSaturation(evidence)
  return {
    status: invalid.length > 0 ? 'invalid' : suspect.length > 0 ? 'suspect' : 'valid',
    reasons: [...invalid, ...suspect].map((doubt) => doubt.reason),
    ...(ofTarget === null ? {} : { notes: [ofTarget] }),
    completeness,
  }
}

function nothingMeasured({ end, generator }: Evidence): Doubt | null {
  if (generator.length > 0 || end === null) return null
  const why = end === 'failed' ? 'The run could not start' : 'The run ended before its first second was recorded'
  return { status: 'invalid', reason: `${why}: nothing was measured.` }
}

function waiting({ generator }: Evidence): Doubt | null {
  const [sent, waited] = [sumOf(generator, 'sent'), sumOf(generator, 'waitedForConnection')]
  if (sent === 0 || waited / sent <= WAITING_SUSPECT) return null
  return {
    status: 'suspect',
    reason: `${say(showPercent(waited / sent))} of ${showCount(sent)[0]} attempts waited for a connection of the pool the plan caps.`,
  }
}
