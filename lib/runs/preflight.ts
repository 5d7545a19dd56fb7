// What must be true before load is sent, and what will happen when it is: shown before Start, enforced when starting.

import type { TargetPolicy } from '#lib/access/target-policy.ts'
import { formatDuration } from '#lib/core/duration.ts'
import { expectedRequests } from '#lib/load/forecast.ts'
import { peakOffered, totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledObjective, CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import { formatEntry, formatValue } from '#lib/plans/criterion-text.ts'
import { highestRequestRate, iterationOf } from '#lib/plans/expected-load.ts'
import { objectivesFor } from '#lib/plans/objectives-for.ts'
import type { Preflight } from './preflight-schema.ts'

export type Problem = Preflight['problems'][number]

export interface LoadForecast {
  durationMs: number
  peak: NonNullable<Preflight['peak']>
  expectedRequests: number | null
  /** Requests per second; null where only the target's speed limits it. */
  highestRateAsked: number | null
}

export function forecastLoad(plan: CompiledPlan, scenario: CompiledScenario): LoadForecast {
  const { load } = scenario
  const requests = expectedRequests(load, iterationOf(plan, scenario))
  return {
    durationMs: totalDurationMs(load),
    peak: { value: peakOffered(load), unit: load.model === 'users' ? 'users' : 'perSecond' },
    expectedRequests: Number.isFinite(requests) ? Math.round(requests) : null,
    highestRateAsked: highestRequestRate(plan, scenario),
  }
}

/** Scenario and environment by key; the environment defaults to the scenario's own, else to the first of the plan. */
export function chooseParts(plan: CompiledPlan, input: { scenario: string; environment?: string | undefined }) {
  const scenario = plan.scenarios.find((one) => one.key === input.scenario) ?? null
  const wanted = input.environment ?? scenario?.environment
  const environment = (wanted ? plan.environments.find((one) => one.key === wanted) : plan.environments[0]) ?? null
  const problems: Problem[] = []
  if (!scenario)
    problems.push(
      unknown(
        'scenario',
        input.scenario,
        plan.scenarios.map((one) => one.key),
      ),
    )
  if (!environment) {
    problems.push(
      unknown(
        'environment',
        wanted ?? '',
        plan.environments.map((one) => one.key),
      ),
    )
  }
  return { scenario, environment, problems }
}

function unknown(what: 'scenario' | 'environment', key: string, known: string[]): Problem {
  const message =
    known.length === 0
      ? `The plan has no ${what}. Add one first.`
      : `The plan has no ${what} "${key}". It has: ${known.join(', ')}.`
  return { code: `unknown-${what}`, message }
}

/** Caps of the instance: a breach refuses the run and names cap and value. */
export function exceededCaps(forecast: LoadForecast, policy: TargetPolicy): Problem[] {
  const problems: Problem[] = []
  const rate = forecast.highestRateAsked
  if (rate !== null && rate > policy.maxRatePerSecond) {
    problems.push({
      code: 'rate-cap',
      message: `The scenario asks for ${rate} requests/s; this Headroom sends at most ${policy.maxRatePerSecond}/s.`,
    })
  }
  if (forecast.durationMs > policy.maxDurationMs) {
    problems.push({
      code: 'duration-cap',
      message: `The scenario lasts ${formatDuration(forecast.durationMs)}; this Headroom runs at most ${formatDuration(policy.maxDurationMs)}.`,
    })
  }
  return problems
}

/** Every address a scenario's environment sends to, with what it is called in the plan. */
export function targetUrls(environment: CompiledPlan['environments'][number]): { place: string; url: string }[] {
  const services = Object.entries(environment.services).map(([name, url]) => ({ place: `service ${name}`, url }))
  return [{ place: 'base URL', url: environment.baseUrl }, ...services]
}

/** What stands in the way of running a compiled plan, beyond what lint says. `target` was decided for the environment chosen. */
export function checkPlan(
  plan: CompiledPlan,
  input: { scenario: string; environment?: string | undefined },
  target: Preflight['target'],
  policy: TargetPolicy,
): Omit<Preflight, 'ok' | 'workers' | 'findings'> {
  const { scenario, environment, problems } = chooseParts(plan, input)
  const forecast = scenario && forecastLoad(plan, scenario)
  const refused = environment && !target.allowed ? [{ code: 'target-refused', message: target.reason }] : []
  return {
    problems: [...problems, ...refused, ...(forecast ? exceededCaps(forecast, policy) : [])],
    scenario: scenario && { key: scenario.key, name: scenario.name, type: scenario.type },
    environment: environment && { key: environment.key, name: environment.name, kind: environment.kind },
    baseUrl: environment?.baseUrl ?? null,
    target,
    durationMs: forecast?.durationMs ?? null,
    peak: forecast?.peak ?? null,
    expectedRequests: forecast?.expectedRequests ?? null,
    objectives: scenario ? objectivesFor(plan, scenario).map(describeObjective) : [],
  }
}

function describeObjective({ key, judge, priority, entry }: CompiledObjective): Preflight['objectives'][number] {
  if (entry.kind !== 'criterion') return { key, judge: judge || formatEntry(entry), priority, target: '', limit: '' }
  const show = (value: number) => formatValue(value, entry.criterion.unit)
  return { key, judge: judge || formatEntry(entry), priority, target: show(entry.target), limit: show(entry.limit) }
}
