// What the author expects of a scenario against what its load comes to: duration, requests and rate. Two stated equal quantities
// agree within 5 % of the larger. Of users the arithmetic gives a range: from answers that take no time to answers that take 1 s.

import { formatDuration, parseDuration } from '#lib/core/duration.ts'
import { parseCount, parseRate } from '#lib/core/units.ts'
import { expectedEndMs, expectedRequests, withoutWaits } from '#lib/load/forecast.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { ScenarioDraft } from '../document/plan.ts'
import { iterationOf, peakRate } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import type { LintRule } from './rule.ts'

const SLOW_MS = 1000
const TOLERANCE = 0.05

export const totalVsRate: LintRule = {
  name: 'total-vs-rate',
  check(draft, plan) {
    return (draft.scenarios ?? []).flatMap((scenario) => {
      const compiled = plan?.scenarios.find((one) => one.key === scenario.key)
      if (!plan || !compiled || !scenario.expect) return []
      return [
        duration(scenario, plan, compiled),
        requests(scenario, plan, compiled),
        rate(scenario, plan, compiled),
      ].filter((one) => one !== null)
    })
  },
}

/** Waits take from no time to all of theirs; iterations end the load sooner the faster the answers are. */
function duration(scenario: ScenarioDraft, plan: CompiledPlan, compiled: CompiledScenario): Finding | null {
  const { load } = compiled
  const stated = parseDuration(scenario.expect?.duration ?? '')
  const least = expectedEndMs(withoutWaits(load), iterationOf(plan, compiled, 0))
  const most = expectedEndMs(load, iterationOf(plan, compiled, SLOW_MS))
  if (!stated.ok || within(stated.value, least, most)) return null
  const shown = [...new Set([least, most].map((ms) => formatDuration(Math.round(ms))))].join(' to ')
  const lengths = load.stages.map((stage) => formatDuration(stage.durationMs)).join(' + ')
  const until = load.iterations === null ? '' : ` until ${load.iterations} iterations`
  return finding(scenario, 'duration', formatDuration(stated.value), shown, `${lengths}${until}`)
}

function requests(scenario: ScenarioDraft, plan: CompiledPlan, compiled: CompiledScenario): Finding | null {
  const stated = parseCount(scenario.expect?.requests ?? '')
  const most = expectedRequests(compiled.load, iterationOf(plan, compiled, 0))
  const least = expectedRequests(compiled.load, iterationOf(plan, compiled, SLOW_MS))
  if (!stated.ok || within(stated.value, least, most)) return null
  return finding(
    scenario,
    'requests',
    whole(stated.value),
    range(least, most, ''),
    `the load of ${scenario.key} over ${formatDuration(totalDurationMs(compiled.load))}`,
  )
}

function rate(scenario: ScenarioDraft, plan: CompiledPlan, compiled: CompiledScenario): Finding | null {
  const stated = parseRate(scenario.expect?.rate ?? '')
  const [least, most] = [peakRate(plan, compiled, null, SLOW_MS), peakRate(plan, compiled, null, 0)]
  if (!stated.ok || within(stated.value, least, most)) return null
  return finding(
    scenario,
    'rate',
    `${whole(stated.value)}/s`,
    range(least, most, '/s'),
    `the peak of ${scenario.key} in requests a second`,
  )
}

function within(value: number, least: number, most: number): boolean {
  return value >= least - TOLERANCE * Math.max(value, least) && value <= most + TOLERANCE * Math.max(value, most)
}

function finding(
  scenario: ScenarioDraft,
  what: 'duration' | 'requests' | 'rate',
  stated: string,
  computed: string,
  arithmetic: string,
): Finding {
  return {
    rule: 'total-vs-rate',
    severity: 'warning',
    message: `${scenario.key} is expected to have a ${what === 'requests' ? 'total' : what} of ${stated}, its load comes to ${computed}`,
    places: [`scenarios.${scenario.key}.expect.${what}`, `scenarios.${scenario.key}.load`],
    arithmetic: `${arithmetic}: ${computed}`,
    fix: `Expect ${computed}, or change the load`,
  }
}

const whole = (value: number) => String(Number(value.toPrecision(6)))
const range = (least: number, most: number, unit: string) =>
  Math.abs(most - least) < 1e-6 * most
    ? `${whole(most)}${unit}`
    : `${whole(Math.round(least))} to ${whole(Math.round(most))}${unit}`
