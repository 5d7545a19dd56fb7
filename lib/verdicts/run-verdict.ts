// The verdict of a run: fail > inconclusive > warn > pass over its objectives. A medium-priority objective counts at most as warn,
// a low one only informs. A suspect instrument caps the run at warn; an invalid one leaves every objective inconclusive.

import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { assessConfidence } from './confidence.ts'
import type { Evidence } from './evidence.ts'
import { judgedObjectives } from './judged-objectives.ts'
import { evaluateObjective } from './objective.ts'
import { phaseVerdicts } from './phase-verdict.ts'
import { assessValidity } from './validity.ts'
import { type ObjectiveVerdict, type RunVerdict, type Validity, VERDICTS, type Verdict } from './verdict.ts'

/** Raised whenever the same evidence could be judged otherwise than before. */
export const RULES_VERSION = 5

/** Judges a run of `scenario` by the plan given, which need not be the one it ran under. Throws RangeError for an unknown scenario. */
export function judgeRun(plan: CompiledPlan, scenario: string, evidence: Evidence): RunVerdict {
  const found = plan.scenarios.find((one) => one.key === scenario)
  if (!found) throw new RangeError(`the plan has no scenario ${scenario}`)
  const objectives = judgedObjectives(plan, found)
  const validity = assessValidity(evidence, objectives, { cappedPool: plan.client.connections !== null })
  const judged = objectives.map((objective) => evaluateObjective(objective, evidence, validity))
  const verdict = runVerdictOf(judged, validity)
  return {
    verdict,
    validity,
    objectives: judged,
    sentence: sentenceOf(verdict, judged, validity),
    confidence: assessConfidence(judged, validity, evidence),
    phases: phaseVerdicts(judged),
    rules: RULES_VERSION,
  }
}

/** What an objective counts for in its run. */
export function weightedVerdict({ verdict, priority }: Pick<ObjectiveVerdict, 'verdict' | 'priority'>): Verdict {
  if (priority === 'low') return 'pass'
  return priority === 'medium' && verdict !== 'pass' ? 'warn' : verdict
}

function runVerdictOf(objectives: ObjectiveVerdict[], validity: Validity): Verdict {
  const counting = objectives.filter((objective) => objective.priority !== 'low')
  if (validity.status === 'invalid' || counting.length === 0) return 'inconclusive'
  const worst = Math.max(...counting.map((objective) => VERDICTS.indexOf(weightedVerdict(objective))))
  const verdict = VERDICTS[worst] ?? 'inconclusive'
  return validity.status === 'suspect' && verdict === 'pass' ? 'warn' : verdict
}

function sentenceOf(verdict: Verdict, objectives: ObjectiveVerdict[], validity: Validity): string {
  if (validity.status === 'invalid')
    return `Inconclusive: the instrument cannot be believed. ${validity.reasons[0] ?? ''}`.trim()
  if (objectives.length === 0)
    return 'Inconclusive: the plan asks nothing of this scenario, so there is nothing to judge.'
  const counting = objectives.filter((objective) => objective.priority !== 'low')
  if (counting.length === 0) return 'Inconclusive: every objective of this scenario has low priority and only informs.'
  const passed = objectives.filter((objective) => objective.verdict === 'pass').length
  const all = `${passed} of ${objectives.length} objectives met`
  if (verdict === 'pass' && passed === 1 && objectives.length === 1) return 'Pass: the one objective is met.'
  if (verdict === 'pass') return `Pass: ${passed === objectives.length ? `all ${passed} objectives met` : all}.`
  const decisive = counting.find((objective) => weightedVerdict(objective) === verdict)
  const word = { fail: 'Fail', warn: 'Warning', inconclusive: 'Inconclusive' }[verdict]
  const why = decisive ? decisive.reason : `the instrument is suspect. ${validity.reasons[0] ?? ''}`.trim()
  return `${word}: ${all}; ${why}`
}
