// Little's law: users = throughput × (response time + think time). With users and think time given, no target can answer faster
// than at once, so the rate has a ceiling. The same for an open model: no more is completed than is offered.

import { formatDuration } from '#lib/core/duration.ts'
import { tidy } from '#lib/core/quantity.ts'
import { formatRate } from '#lib/core/units.ts'
import { peakOffered } from '#lib/load/pacer.ts'
import { meanThinkMs } from '#lib/load/user-pacing.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import { iterationOf, peakRate } from '../expected-load.ts'
import { placeOf } from '../place-of.ts'
import { isPlain, type Judged, judgedCriteria } from './judged-criteria.ts'
import type { LintRule } from './rule.ts'

export const littlesLaw: LintRule = {
  name: 'littles-law',
  check(_draft, plan) {
    if (!plan) return []
    return judgedCriteria(plan).flatMap((judged) => {
      const { criterion, target, limit } = judged.entry
      const wantsRate =
        !judged.alternative && isPlain(judged.entry, 'rate', 'ok_rate') && criterion.unit === 'perSecond'
      if (!wantsRate || criterion.comparator.startsWith('<') || criterion.selector?.kind === 'status') return []
      const most = peakRate(plan, judged.scenario, criterion.selector, 0)
      if (most > target * 1.001) return []
      return [finding(plan, judged, most, target, limit)]
    })
  },
}

function finding(plan: CompiledPlan, { scenario, objective }: Judged, most: number, target: number, limit: number) {
  const missed = most < limit ? 'the limit' : 'the target'
  const equal = Math.abs(most - target) <= target * 0.001
  return {
    rule: 'littles-law',
    severity: 'warning' as const,
    message: equal
      ? `${scenario.key} offers exactly the ${formatRate(target)} asked for: the smallest loss misses the target`
      : `${scenario.key} can offer at most ${shown(most)}, so ${missed} of ${formatRate(most < limit ? limit : target)} cannot be reached`,
    places: [placeOf(objective), `scenarios.${scenario.key}.load`],
    arithmetic: arithmeticOf(plan, scenario, most),
    fix: fixOf(scenario, most, target),
  }
}

function arithmeticOf(plan: CompiledPlan, scenario: CompiledScenario, most: number): string {
  const { load } = scenario
  const { requestsPerIteration, pausesMs } = iterationOf(plan, scenario, 0)
  const requests = requestsPerIteration === 1 ? '' : ` × ${shownNumber(requestsPerIteration)} requests`
  if (load.maxRatePerSecond !== null && most >= load.maxRatePerSecond * requestsPerIteration * 0.999) {
    return `maxRate ${formatRate(load.maxRatePerSecond)}${requests} = ${shown(most)}`
  }
  const peak = peakOffered(load)
  if (load.model === 'rate') return `${formatRate(peak)}${requests} = ${shown(most)}`
  const cycleMs = meanThinkMs(load.thinkTime) + pausesMs
  if (load.pacingPerUserPerSecond !== null) {
    return `${tidy(peak)} users × ${formatRate(load.pacingPerUserPerSecond)}${requests}, at most ${shown(most)}`
  }
  return `${tidy(peak)} users / ${formatDuration(Math.round(cycleMs))} of think time${requests} = ${shown(most)}, with answers that take no time`
}

function fixOf(scenario: CompiledScenario, most: number, target: number): string {
  const needed = Math.ceil(peakOffered(scenario.load) * (target / most) * 1.05)
  if (!Number.isFinite(needed)) return 'Raise the load'
  return scenario.load.model === 'users'
    ? `Use ${needed} users or more, or shorten the think time`
    : `Offer ${needed}/s or more`
}

const shownNumber = (value: number) => String(Number(value.toPrecision(3)))
const shown = (perSecond: number) => `${shownNumber(perSecond)}/s`
