// The load a demand names and the load it is measured at: as a rate in its words, and as the work of a day.

import { formatDuration } from '#lib/core/duration.ts'
import { formatRate, parseCount, parseRate } from '#lib/core/units.ts'
import { expectedRequests } from '#lib/load/forecast.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import { iterationOf } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { grouped, rounded, times } from './figures.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'load-label'
/** A test is run somewhat above what it stands for. */
const FACTOR = 2
const DAY_SECONDS = 86_400
const EVERYDAY = ['baseline', 'load', 'peak', 'soak']

export const loadLabel: LintRule = {
  name: NAME,
  check(draft, plan) {
    return plan ? [...namedRates(draft, plan), ...dayInOneRun(draft, plan)] : []
  },
}

const RATE =
  /\d[\d.,]*\s*[kM]?\s*(?:[a-z]+\s*)?(?:\/|\bper\b|\ba\b)\s*(?:seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|d)\b/i

function namedRates(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  return (draft.acceptance ?? []).flatMap(({ key, requirement, scenario }) => {
    const named = parseRate(/\bat\b/i.test(requirement ?? '') ? (RATE.exec(requirement ?? '')?.[0] ?? '') : '')
    const measured = plan.scenarios.find((one) => one.key === scenario?.trim())
    if (!named.ok || !measured) return []
    const offered = meanRate(plan, measured, draft)
    if (offered === null || (offered < named.value * FACTOR && named.value < offered * FACTOR)) return []
    const ratio = Math.max(offered, named.value) / Math.min(offered, named.value)
    return [
      warning(NAME, [`acceptance.${key}.requirement`, `scenarios.${measured.key}.load`], {
        message: `"${requirement}" is measured in ${measured.key}, at another load`,
        arithmetic: `${formatRate(named.value)} = ${rounded(named.value)}/s against ${rounded(offered)}/s = ${grouped(Math.round(offered * DAY_SECONDS))}/day, ${times(ratio)}`,
        fix: `Name ${rounded(offered)}/s, or measure it in a scenario of ${rounded(named.value)}/s`,
      }),
    ]
  })
}

/** Requests a second over the whole run: as its author expects, else as its load comes to; null for users who never wait. */
function meanRate(plan: CompiledPlan, scenario: CompiledScenario, draft: PlanDraft): number | null {
  const expect = draft.scenarios?.find((one) => one.key === scenario.key)?.expect
  const stated = parseRate(expect?.rate ?? '')
  if (stated.ok) return stated.value
  const total = requestsOf(plan, scenario, draft)
  return Number.isFinite(total) ? total / (totalDurationMs(scenario.load) / 1000) : null
}

function requestsOf(plan: CompiledPlan, scenario: CompiledScenario, draft: PlanDraft): number {
  const stated = parseCount(draft.scenarios?.find((one) => one.key === scenario.key)?.expect?.requests ?? '')
  return stated.ok ? stated.value : expectedRequests(scenario.load, iterationOf(plan, scenario))
}

/** What is stated of a day, carried by one run that is shorter. */
function dayInOneRun(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  if (!/\b(day|daily)\b|\/\s*d(ay)?\b/i.test(draft.target ?? '')) return []
  const target = parseRate(draft.target ?? '')
  if (!target.ok) return []
  const perDay = target.value * DAY_SECONDS
  return plan.scenarios.flatMap((scenario) => {
    const total = requestsOf(plan, scenario, draft)
    const seconds = totalDurationMs(scenario.load) / 1000
    if (!EVERYDAY.includes(scenario.type) || seconds >= DAY_SECONDS / 2) return []
    if (!Number.isFinite(total) || total <= perDay) return []
    return [
      warning(NAME, ['target', `scenarios.${scenario.key}.load`], {
        message: `${scenario.key} sends ${grouped(Math.round(total))} requests in ${formatDuration(seconds * 1000)}, the target is ${draft.target}`,
        arithmetic: `${grouped(Math.round(total))} / ${grouped(Math.round(perDay))} = ${rounded((100 * total) / perDay)}% of a day`,
        fix: 'State the rate of the busiest hour, or call it a stress test',
      }),
    ]
  })
}
