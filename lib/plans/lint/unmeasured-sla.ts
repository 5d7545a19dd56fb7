// An objective that no scenario, monitor or report would show is a promise nobody checks.

import { formatRate, parseRate } from '#lib/core/units.ts'
import type { CompiledPlan } from '../compiled.ts'
import { formatSelector } from '../criterion-text.ts'
import type { PlanDraft } from '../document/plan.ts'
import { attemptsPerIteration, expectedAttempts, judgedRanges } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { objectivesFor, selectorsOf } from '../objectives-for.ts'
import { placeOf } from '../place-of.ts'
import { rounded } from './figures.ts'
import { isPlain, type Judged, judgedCriteria, type Single, singlesOf } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'
import { unjudged } from './unjudged.ts'
import { untested } from './untested.ts'

const NAME = 'unmeasured-sla'

export const unmeasuredSla: LintRule = {
  name: NAME,
  check(draft, plan) {
    if (!plan || plan.scenarios.length === 0) return []
    return [
      ...withoutScenario(plan),
      ...lessOffered(plan),
      ...beyondComponent(draft, plan),
      ...unboundTiers(draft, plan),
      ...untested(draft, plan),
      ...unjudged(draft, plan),
    ]
  },
}

function withoutScenario(plan: CompiledPlan): Finding[] {
  const measured = new Set(plan.scenarios.flatMap((scenario) => objectivesFor(plan, scenario)))
  return plan.objectives
    .filter(
      (objective) => (objective.source === 'sla' || objective.source === 'acceptance') && !measured.has(objective),
    )
    .map((objective) => {
      const selectors = selectorsOf(objective.entry).map(formatSelector)
      const types = objective.scenarioTypes
      const wanted = types.length > 0 ? `a scenario of type ${types.join(' or ')}` : 'any scenario'
      const what = selectors.length > 0 ? `sends ${selectors.join(' or ')}` : 'measures it'
      return warning(NAME, [placeOf(objective), 'scenarios'], {
        message: `No scenario measures ${objective.key}: ${wanted} that ${what} is missing`,
        arithmetic: `${plan.scenarios.length} scenarios, none of which it applies to`,
        fix: selectors.length > 0 ? `Add ${selectors[0]} to the mix of ${wanted}` : `Add ${wanted}`,
      })
    })
}

/** Of a rate that is to be reached. */
function asksForRate({ criterion }: Single): boolean {
  const more = criterion.comparator.startsWith('>') && criterion.unit === 'perSecond'
  return more && criterion.selector?.kind !== 'status'
}

/** No more is completed than is offered, by an open model, in the window that is judged. */
function lessOffered(plan: CompiledPlan): Finding[] {
  return judgedCriteria(plan).flatMap((judged) => {
    const { scenario, objective, entry, alternative } = judged
    const { target, limit } = entry
    const isRate = isPlain(entry, 'rate', 'ok_rate') && asksForRate(entry)
    if (alternative || !isRate || scenario.load.model !== 'rate') return []
    const offered = meanRate(plan, judged)
    if (offered > target * 1.001) return []
    const equal = Math.abs(offered - target) <= target * 0.001
    return [
      warning(NAME, [placeOf(objective), `scenarios.${scenario.key}.load`], {
        message: equal
          ? `${scenario.key} offers exactly the ${formatRate(target)} asked for: the smallest loss misses the target`
          : `${scenario.key} offers ${rounded(offered)}/s, so ${offered < limit ? 'the limit' : 'the target'} of ${formatRate(offered < limit ? limit : target)} cannot be shown`,
        arithmetic: `${rounded(offered * 60)}/min of ${rounded(target * 60)}/min = ${rounded((100 * offered) / target)}%`,
        fix: `Offer ${rounded(target * 1.05 * arrivalsEach(plan, judged))}/s or more`,
      }),
    ]
  })
}

function meanRate(plan: CompiledPlan, { scenario, entry }: Judged): number {
  const { selector, window } = entry.criterion
  const ms = judgedRanges(scenario, window).reduce((sum, [from, to]) => sum + to - from, 0)
  return ms > 0 ? expectedAttempts(plan, scenario, selector, window, 0) / (ms / 1000) : 0
}

/** Arrivals of the scenario for each attempt of what is selected. */
function arrivalsEach(plan: CompiledPlan, { scenario, entry }: Judged): number {
  return 1 / (attemptsPerIteration(plan, scenario, entry.criterion.selector) || 1)
}

/** Its part of the mix of the most a component takes is less than is asked for. */
function beyondComponent(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const maxima = (draft.environments ?? []).flatMap(({ key, components }) =>
    (components ?? []).flatMap(({ maxRate }, index) => {
      const most = parseRate(maxRate ?? '')
      return most.ok ? [{ place: `environments.${key}.components.${index}.maxRate`, most: most.value }] : []
    }),
  )
  const narrowest = maxima.toSorted((left, right) => left.most - right.most)[0]
  if (!narrowest) return []
  return plan.objectives.flatMap((objective) => {
    const [entry] = singlesOf(objective.entry)
    const selector = entry?.criterion.selector
    if (objective.source !== 'sla' || !entry || !selector || !isPlain(entry, 'rate') || !asksForRate(entry)) return []
    const shares = plan.scenarios
      .filter((scenario) => objectivesFor(plan, scenario).includes(objective))
      .map((scenario) => attemptsPerIteration(plan, scenario, selector) / attemptsPerIteration(plan, scenario, null))
    const share = Math.max(0, ...shares)
    if (shares.length === 0 || narrowest.most * share > entry.limit) return []
    return [
      warning(NAME, [placeOf(objective), narrowest.place], {
        message: `${objective.judge} cannot be shown: of the ${formatRate(narrowest.most)} a component takes, ${formatSelector(selector)} is ${rounded(share * 100)}% at most`,
        arithmetic: `${rounded(share * 100)}% of ${formatRate(narrowest.most)} = ${rounded(share * narrowest.most)}/s < ${formatRate(entry.limit)}`,
        fix: `Ask for ${rounded(share * narrowest.most)}/s, or measure ${formatSelector(selector)} in a scenario of its own`,
      }),
    ]
  })
}

/** A tier of throughput that names no scenario would judge every one of them, whatever its load. */
function unboundTiers(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  return plan.objectives.flatMap((objective) => {
    const [entry] = singlesOf(objective.entry)
    if (objective.source !== 'sla' || !entry || !isPlain(entry, 'rate', 'ok_rate') || !asksForRate(entry)) return []
    const bound = objective.scenario !== null || objective.scenarioTypes.length > 0 || entry.criterion.selector
    if (bound || (draft.scenarios ?? []).length < 2) return []
    return [
      warning(NAME, [placeOf(objective), 'scenarios'], {
        message: `${objective.key} says how much is to be served, but not in which scenario`,
        arithmetic: `${plan.scenarios.length} scenarios of different loads`,
        fix: `Write, for example, scenario: ${plan.scenarios[0]?.key}`,
      }),
    ]
  })
}
