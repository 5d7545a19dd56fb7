// What the rules propose: the gravest that speaks decides, all that speak are told, in this order.

import type { Confidence } from '#lib/verdicts/confidence-schema.ts'
import { allMet } from './rules/all-met.ts'
import { failedObjective } from './rules/failed-objective.ts'
import { incompleteRun } from './rules/incomplete-run.ts'
import { invalidEvidence } from './rules/invalid-evidence.ts'
import { mediumObjective } from './rules/medium-objective.ts'
import { mediumUntested } from './rules/medium-untested.ts'
import { nothingAsked } from './rules/nothing-asked.ts'
import { partlyUntested } from './rules/partly-untested.ts'
import type { Rule, RuleInput } from './rules/rule.ts'
import { suspectInstrument } from './rules/suspect-instrument.ts'
import { unshownObjective } from './rules/unshown-objective.ts'
import { untestedObjective } from './rules/untested-objective.ts'
import { waivedObjective } from './rules/waived-objective.ts'
import { warnedObjective } from './rules/warned-objective.ts'
import type { Outcome, Proposal, ProposalReason } from './schema.ts'
import { waiverLabel } from './waiver.ts'
import { offerWaivers, waiversForGo } from './waiver-offer.ts'

/** Gravest first. */
export const RULES: readonly Rule[] = [
  ...[failedObjective, invalidEvidence, untestedObjective, nothingAsked],
  ...[mediumObjective, warnedObjective, unshownObjective, mediumUntested, suspectInstrument, incompleteRun],
  ...[partlyUntested, waivedObjective],
]

export function propose(input: RuleInput, confidence: Confidence): Proposal {
  const spoken = RULES.map((rule) => ({ rule, texts: rule.find(input) })).filter(({ texts }) => texts.length > 0)
  const reasons = spoken.flatMap(({ rule, texts }) => texts.map((text) => reason(rule, text)))
  const blocking = spoken.filter(({ rule }) => rule.blocksGo).flatMap(({ texts }) => texts)
  const [first] = reasons
  if (!first)
    return {
      outcome: 'go',
      reasons: allMet.find(input).map((text) => reason(allMet, text)),
      confidence,
      goBlockedBecause: null,
    }
  const waivers = waiversForGo(input)
  if (waivers.length > 0) blocking.push(offerWaivers(waivers, (key) => waiverLabel(input.facts, key)))
  return {
    ...{ outcome: first.outcome, reasons, confidence },
    goBlockedBecause: blocking.length > 0 ? blocking.join(' ') : null,
    waiversForGo: waivers,
  }
}

const reason = ({ name, outcome }: Rule, text: string): ProposalReason => ({ rule: name, outcome, text })

/** READY, READY WITH CONDITIONS or NOT READY, as reports print it. */
export const READINESS: Record<Outcome, string> = {
  go: 'READY',
  conditional: 'READY WITH CONDITIONS',
  'no-go': 'NOT READY',
}
