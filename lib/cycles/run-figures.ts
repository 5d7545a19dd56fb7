// What a run comes to in the tables of a cycle. Milliseconds; requests per second; shares 0 – 1.

import { peakOffered } from '#lib/load/pacer.ts'
import type { CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import { attemptsPerIteration } from '#lib/plans/expected-load.ts'
import { objectivesFor } from '#lib/plans/objectives-for.ts'
import { firstCriterion, metricOf } from './coverage.ts'
import type { MatrixRow } from './matrix-schema.ts'

export interface RunFigures {
  durationMs: number
  /** Most users, and most requests sent, in one second. */
  peakUsers: number | null
  peakRatePerSecond: number | null
  requests: number
  /** failed / (ok + failed); null without an answer. */
  errorRate: number | null
  latencyMs: MatrixRow['latencyMs']
  /** Requests answered ok a second over the steady stages; of a run without one, over all of it. */
  steadyRatePerSecond: number | null
}

/** Seconds of the steady stages, as [from, to); the whole run where it has none. */
export function steadySeconds({ load }: Pick<CompiledScenario, 'load'>, durationMs: number): [number, number][] {
  const held = load.stages.filter(({ phase }) => phase === 'steady')
  const ranges = held.map(({ startMs, durationMs: length }): [number, number] => [
    Math.ceil(startMs / 1000),
    Math.floor(Math.min(startMs + length, durationMs) / 1000),
  ])
  const reached = ranges.filter(([from, to]) => to > from)
  return reached.length > 0 ? reached : [[0, Math.floor(durationMs / 1000)]]
}

/**
 * Requests per second the scenario is to reach: what an open model offers in its steady stages on average, else the target of
 * an objective on the rate of this scenario. Null where only the target's speed decides.
 */
export function targetRate(plan: CompiledPlan, scenario: CompiledScenario): number | null {
  const objective = objectivesFor(plan, scenario)
    .map((one) => firstCriterion(one.entry))
    .find((one) => one && metricOf(one) === 'rate')
  const { load } = scenario
  if (load.model === 'users') return objective?.target ?? load.maxRatePerSecond
  const held = load.stages.filter(({ phase, durationMs }) => phase === 'steady' && durationMs > 0)
  const length = held.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const offered =
    length > 0 ? held.reduce((sum, { to, durationMs }) => sum + to * durationMs, 0) / length : peakOffered(load)
  return Math.min(offered, load.maxRatePerSecond ?? offered) * attemptsPerIteration(plan, scenario, null)
}
