// What the author expects of a scenario against what its load comes to: requests and rate; and work of a stated size against the rate it
// is worked off with. Two stated equal quantities agree within 5 % of the larger. Of users the arithmetic gives a range: from answers that take no time to answers that take 1 s.

import { formatDuration } from '#lib/core/duration.ts'
import { formatRate, parseCount, parseRate } from '#lib/core/units.ts'
import { expectedRequests } from '#lib/load/forecast.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { ScenarioDraft } from '../document/plan.ts'
import { iterationOf, peakRate } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { jobOperation } from '../objectives-for.ts'
import { placeOf } from '../place-of.ts'
import { grouped, rounded } from './figures.ts'
import { isLatency, judgedIn, type Single } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'
import { drainsOf, statedWork } from './stated-work.ts'

const SLOW_MS = 1000
const TOLERANCE = 0.05

export const totalVsRate: LintRule = {
  name: 'total-vs-rate',
  check(draft, plan) {
    return (draft.scenarios ?? []).flatMap((scenario) => {
      const compiled = plan?.scenarios.find((one) => one.key === scenario.key)
      if (!plan || !compiled) return []
      return [
        requests(scenario, plan, compiled),
        rate(scenario, plan, compiled),
        ...work(scenario, plan, compiled),
      ].filter((one) => one !== null)
    })
  },
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

/** Of users, littles-law compares the rate. */
function rate(scenario: ScenarioDraft, plan: CompiledPlan, compiled: CompiledScenario): Finding | null {
  if (compiled.load.model === 'users') return null
  const stated = parseRate(scenario.expect?.rate ?? '')
  const peak = peakRate(plan, compiled, null, 0)
  if (!stated.ok || within(stated.value, peak, peak)) return null
  return finding(
    scenario,
    'rate',
    `${whole(stated.value)}/s`,
    range(peak, peak, '/s'),
    `the peak of ${scenario.key} in requests a second`,
  )
}

/** Work ÷ rate against the time it may take, and against the time the test lasts. */
function work(scenario: ScenarioDraft, plan: CompiledPlan, compiled: CompiledScenario): Finding[] {
  const items = statedWork(scenario)
  if (items === null) return []
  const length = totalDurationMs(compiled.load)
  const deadlines = judgedIn(plan, compiled).filter(({ entry }) => isLatency(entry) && isJob(entry))
  const limits: [string, number][] = [
    ...deadlines.map(({ objective, entry }): [string, number] => [placeOf(objective), entry.limit]),
    [`scenarios.${scenario.key}.load`, length],
  ]
  return drainsOf(plan, compiled.key, compiled.type).flatMap(({ entry: { target } }) => {
    const neededMs = (items / target) * 1000
    return limits
      .filter(([, mostMs]) => neededMs > mostMs)
      .map(([place, mostMs]) =>
        warning('total-vs-rate', [`scenarios.${scenario.key}.volume.transactions`, place], {
          message: `${grouped(items)} at ${formatRate(target)} take ${formatDuration(Math.round(neededMs))}, there are ${formatDuration(mostMs)}`,
          arithmetic: `${grouped(items)} / ${formatRate(target)} = ${formatDuration(Math.round(neededMs))} > ${formatDuration(mostMs)}; needed ${rounded((items / mostMs) * 60_000)}/min`,
          fix: `Allow ${formatDuration(Math.round(neededMs))}, or ask for ${rounded((items / mostMs) * 60_000)}/min`,
        }),
      )
  })
}

function isJob({ criterion: { selector } }: Single): boolean {
  return selector !== null && jobOperation(selector) !== null
}

function within(value: number, least: number, most: number): boolean {
  return value >= least - TOLERANCE * Math.max(value, least) && value <= most + TOLERANCE * Math.max(value, most)
}

function finding(
  scenario: ScenarioDraft,
  what: 'requests' | 'rate',
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
