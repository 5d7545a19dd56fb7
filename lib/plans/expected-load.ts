// What a compiled scenario is expected to send, before it is run. Nothing was measured yet, so a response time is assumed.
// Units: milliseconds, requests per second.

import { expectedRequests, highestRateAsked, type IterationAssumption, iterationRate } from '#lib/load/forecast.ts'
import { peakOffered, totalDurationMs } from '#lib/load/pacer.ts'
import { stagesNamed } from '#lib/load/stages-named.ts'
import { meanThinkMs } from '#lib/load/user-pacing.ts'
import type { CompiledPlan, CompiledScenario } from './compiled.ts'
import type { CriterionWindow, Selector } from './criterion.ts'
import { jobOperation } from './objectives-for.ts'

export const ASSUMED_RESPONSE_MS = 50

type Templates = Pick<CompiledPlan, 'operations' | 'flows'>
type Mixed = Pick<CompiledScenario, 'mix'>

/** Attempts of a selector in one average iteration of the mix; a flow counts once. */
export function attemptsPerIteration(plan: Templates, scenario: Mixed, selector: Selector | null): number {
  return perIteration(scenario, (item) => {
    const job = selector && jobOperation(selector)
    if (job) return operationsOf(plan, item).filter((key) => key === job).length
    if (selector?.kind === 'flow') return item.kind === 'flow' && item.key === selector.key ? 1 : 0
    return operationsOf(plan, item).filter((key) => selects(plan, selector, key)).length
  })
}

/** Pauses inside of the flows of one average iteration, ms. */
export function pausesPerIteration(plan: Templates, scenario: Mixed): number {
  return perIteration(scenario, (item) => {
    const flow = item.kind === 'flow' ? plan.flows.find((one) => one.key === item.key) : undefined
    return (flow?.steps ?? []).reduce((sum, step) => sum + ('thinkMs' in step ? meanThinkMs(step.thinkMs) : 0), 0)
  })
}

export function iterationOf(
  plan: Templates,
  scenario: Mixed,
  responseTimeMs = ASSUMED_RESPONSE_MS,
): Required<IterationAssumption> {
  return {
    responseTimeMs,
    requestsPerIteration: attemptsPerIteration(plan, scenario, null),
    pausesMs: pausesPerIteration(plan, scenario),
  }
}

/** Attempts expected in the window a criterion is judged on; Infinity for users who never wait. */
export function expectedAttempts(
  plan: CompiledPlan,
  scenario: CompiledScenario,
  selector: Selector | null,
  window: CriterionWindow | null,
  responseTimeMs = ASSUMED_RESPONSE_MS,
): number {
  const iteration = iterationOf(plan, scenario, responseTimeMs)
  const requests = judgedRanges(scenario, window).reduce(
    (sum, [fromMs, toMs]) => sum + expectedRequests(scenario.load, iteration, fromMs, toMs),
    0,
  )
  return requests === 0
    ? 0
    : (requests / iteration.requestsPerIteration) * attemptsPerIteration(plan, scenario, selector)
}

/** The most attempts a second the scenario can offer of a selector, at its peak. */
export function peakRate(
  plan: CompiledPlan,
  scenario: CompiledScenario,
  selector: Selector | null,
  responseTimeMs = ASSUMED_RESPONSE_MS,
): number {
  const iterations = iterationRate(
    scenario.load,
    peakOffered(scenario.load),
    iterationOf(plan, scenario, responseTimeMs),
  )
  return iterations * attemptsPerIteration(plan, scenario, selector)
}

/** The highest rate of requests a scenario asks for by what is written in it; null where only the target's speed limits it. */
export function highestRequestRate(plan: Templates, scenario: Pick<CompiledScenario, 'mix' | 'load'>): number | null {
  const rate = highestRateAsked(scenario.load)
  // Weights that add up to a hair more than 1 ask for no more than the cap.
  return rate === null ? null : Math.round(rate * attemptsPerIteration(plan, scenario, null) * 1e6) / 1e6
}

type MixItem = CompiledScenario['mix'][number]

function perIteration(scenario: Mixed, count: (item: MixItem) => number): number {
  const total = scenario.mix.reduce((sum, item) => sum + item.weight, 0)
  if (total === 0) return 0
  return scenario.mix.reduce((sum, item) => sum + (item.weight / total) * count(item), 0)
}

function operationsOf(plan: Templates, item: MixItem): string[] {
  if (item.kind === 'operation') return [item.key]
  const steps = plan.flows.find((flow) => flow.key === item.key)?.steps ?? []
  return steps.flatMap((step) => ('operation' in step ? [step.operation] : []))
}

function selects(plan: Templates, selector: Selector | null, operation: string): boolean {
  if (!selector || selector.kind === 'status') return true
  if (selector.kind === 'operation') return selector.key === operation
  return plan.operations.find((one) => one.key === operation)?.payload === selector.key
}

/** Steady stages by default, all of the run where nothing is held; a named stage or phase; the minute before a moment. */
export function judgedRanges({ load, phases }: CompiledScenario, window: CriterionWindow | null): [number, number][] {
  if (window?.kind === 'at') return [[Math.max(0, window.atMs - 60_000), window.atMs]]
  const name = window?.phase ?? 'steady'
  const stages = stagesNamed(load.stages, name)
  const found = stages.length > 0 ? stages : phases.filter((phase) => phase.key === name)
  if (found.length === 0) return window ? [] : [[0, totalDurationMs(load)]]
  return found.map(({ startMs, durationMs }) => [startMs, startMs + durationMs])
}
