// Little's law: users = throughput × (response time + think time). With users and think time given, no target can answer faster
// than at once, so the rate has a ceiling; with users and a rate, the response time follows. (What an open model offers is unmeasured-sla's.)

import { formatDuration } from '#lib/core/duration.ts'
import { tidy } from '#lib/core/quantity.ts'
import { formatRate, parseRate } from '#lib/core/units.ts'
import { peakOffered } from '#lib/load/pacer.ts'
import { meanThinkMs } from '#lib/load/user-pacing.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import { ASSUMED_RESPONSE_MS, iterationOf, peakRate } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { rounded, times } from './figures.ts'
import { isLatency, isPlain, type Judged, judgedCriteria } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'littles-law'

export const littlesLaw: LintRule = {
  name: NAME,
  check(draft, plan) {
    if (!plan) return []
    return [...outOfReach(plan), ...farBeyond(plan), ...plan.scenarios.flatMap((one) => statedOf(draft, plan, one))]
  },
}

const SLOW_MS = 1000

/** A rate asked for that the users cannot make. */
function outOfReach(plan: CompiledPlan): Finding[] {
  return judgedCriteria(plan)
    .filter(({ scenario }) => scenario.load.model === 'users')
    .flatMap((judged) => {
      const { criterion, target, limit } = judged.entry
      const wantsRate =
        !judged.alternative && isPlain(judged.entry, 'rate', 'ok_rate') && criterion.unit === 'perSecond'
      if (!wantsRate || criterion.comparator.startsWith('<') || criterion.selector?.kind === 'status') return []
      const most = peakRate(plan, judged.scenario, criterion.selector, 0)
      if (most > target * 1.001) return []
      return [finding(plan, judged, most, target, limit)]
    })
}

const EVERYDAY = ['baseline', 'load', 'soak']
const FAR = 3

/** A rate asked for that is far below what the users of an everyday test make: one of the two is not meant. */
function farBeyond(plan: CompiledPlan): Finding[] {
  return judgedCriteria(plan).flatMap((judged) => {
    const { scenario, objective, entry } = judged
    const { criterion, target } = entry
    const isRate = objective.source === 'sla' && isPlain(entry, 'rate', 'ok_rate') && criterion.unit === 'perSecond'
    if (!isRate || !criterion.selector || scenario.load.model !== 'users' || !EVERYDAY.includes(scenario.type))
      return []
    const made = peakRate(plan, scenario, criterion.selector)
    if (judged.alternative || criterion.comparator.startsWith('<') || !Number.isFinite(made) || made < target * FAR)
      return []
    return [
      warning(NAME, [placeOf(objective), `scenarios.${scenario.key}.load`], {
        message: `${objective.judge} is asked for, ${scenario.key} makes about ${shown(made)}: ${times(made / target)} as much`,
        arithmetic: `${arithmeticOf(plan, scenario, made, ASSUMED_RESPONSE_MS)} = ${rounded(made * 60)}/min against ${rounded(target * 60)}/min`,
        fix: `Use ${Math.max(1, Math.ceil((peakOffered(scenario.load) * target) / made))} users, or pace them with perUser`,
      }),
    ]
  })
}

/** What the author states of users: their pace, and the rate they make together. */
function statedOf(draft: PlanDraft, plan: CompiledPlan, scenario: CompiledScenario): Finding[] {
  const { load, key } = scenario
  const cycleMs = meanThinkMs(load.thinkTime) + iterationOf(plan, scenario, 0).pausesMs
  const { pacingPerUserPerSecond: pace } = load
  const found: Finding[] = []
  if (load.model === 'users' && pace !== null && cycleMs > 0 && 1000 / cycleMs < pace * 0.95) {
    const most = 1000 / cycleMs
    found.push(
      warning(NAME, [`scenarios.${key}.load.perUser`, `scenarios.${key}.load.thinkTime`], {
        message: `A user of ${key} is to begin ${formatRate(pace)}, but its pauses leave time for ${shown(most)}`,
        arithmetic: `1 / ${formatDuration(Math.round(cycleMs))} = ${shown(most)}: ${tidy(peakOffered(load))} users make ${shown(most * peakOffered(load))}, not ${shown(pace * peakOffered(load))}; ${formatRate(pace)} is a cycle of ${formatDuration(Math.round(1000 / pace))}`,
        fix: `Write perUser: ${shown(most)}, or remove the think time`,
      }),
    )
  }
  return [...found, ...statedRate(draft, plan, scenario)]
}

function statedRate(draft: PlanDraft, plan: CompiledPlan, scenario: CompiledScenario): Finding[] {
  const stated = parseRate(draft.scenarios?.find(({ key }) => key === scenario.key)?.expect?.rate ?? '')
  if (scenario.load.model !== 'users' || !stated.ok) return []
  const [least, most] = [peakRate(plan, scenario, null, SLOW_MS), peakRate(plan, scenario, null, 0)]
  if (stated.value >= least * 0.95 && stated.value <= most * 1.05) return []
  const allowed = latencyAllowed(plan, scenario)
  const range = Number.isFinite(most) ? `${shown(least)} to ${shown(most)}` : `${shown(least)} or more`
  return [
    warning(NAME, [`scenarios.${scenario.key}.expect.rate`, `scenarios.${scenario.key}.load`], {
      message: `${scenario.key} is expected to make ${formatRate(stated.value)}, its users make ${range}`,
      arithmetic:
        stated.value > most
          ? arithmeticOf(plan, scenario, most)
          : `${formatRate(stated.value)} × ${formatDuration(allowed)} = ${shownNumber((stated.value * allowed) / 1000)} in flight; ${tidy(peakOffered(scenario.load))} users make ${shown(peakRate(plan, scenario, null, allowed))}`,
      fix: `Expect ${range}, or change users or think time`,
    }),
  ]
}

/** The strictest latency asked of everything, ms; a second where none is. */
function latencyAllowed(plan: CompiledPlan, scenario: CompiledScenario): number {
  const limits = judgedCriteria(plan)
    .filter((one) => one.scenario === scenario && isLatency(one.entry) && !one.entry.criterion.selector)
    .map(({ entry }) => entry.limit)
  return limits.length > 0 ? Math.min(...limits) : SLOW_MS
}

function finding(plan: CompiledPlan, { scenario, objective }: Judged, most: number, target: number, limit: number) {
  const missed = most < limit ? 'the limit' : 'the target'
  const equal = Math.abs(most - target) <= target * 0.001
  return {
    rule: NAME,
    severity: 'warning' as const,
    message: equal
      ? `${scenario.key} offers exactly the ${formatRate(target)} asked for: the smallest loss misses the target`
      : `${scenario.key} can offer at most ${shown(most)}, so ${missed} of ${formatRate(most < limit ? limit : target)} cannot be reached`,
    places: [placeOf(objective), `scenarios.${scenario.key}.load`],
    arithmetic: arithmeticOf(plan, scenario, most),
    fix: fixOf(scenario, most, target),
  }
}

function arithmeticOf(plan: CompiledPlan, scenario: CompiledScenario, most: number, responseMs = 0): string {
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
  if (responseMs > 0) {
    return `${tidy(peak)} users / ${formatDuration(Math.round(cycleMs + responseMs * requestsPerIteration))}${requests}: ${shown(most)}`
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
