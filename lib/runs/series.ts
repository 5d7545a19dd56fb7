// What a run measures apart: one series for each operation, flow, polled job and custom metric of its scenario, and one for all
// operations together.

import type { CompiledMetric, CompiledOperation, CompiledPlan } from '#lib/plans/compiled.ts'
import { ALL_OPERATIONS, type SeriesId } from './bucket.ts'

/** A text that names a series within a run, e.g. `operation/create-order/medium`. */
export function seriesKey(series: SeriesId): string {
  return `${series.kind}/${series.key}/${series.payload}`
}

export function isAllOperations(series: SeriesId): boolean {
  return series.kind === 'operation' && series.key === ALL_OPERATIONS.key
}

/** Operations a scenario sends: its mix and the steps of its flows, each once, in order of first use. */
export function operationKeysOf(plan: CompiledPlan, scenarioKey: string): string[] {
  const mix = plan.scenarios.find((scenario) => scenario.key === scenarioKey)?.mix ?? []
  const keys = mix.flatMap((entry) => {
    if (entry.kind === 'operation') return [entry.key]
    const steps = plan.flows.find((flow) => flow.key === entry.key)?.steps ?? []
    return steps.flatMap((step) => ('operation' in step ? [step.operation] : []))
  })
  return [...new Set(keys)]
}

/** The job an operation is polled for until it is done has a series of its own, like a flow. */
export const jobSeries = (operation: string): SeriesId => ({ kind: 'flow', key: `${operation}.job`, payload: '' })

export const metricSeries = (key: string): SeriesId => ({ kind: 'metric', key, payload: '' })

export function isJob({ kind, key }: Pick<SeriesId, 'key'> & { kind: string }): boolean {
  return kind === 'flow' && key.endsWith('.job')
}

/** A custom metric; of a job it is known when that is over, which may be after the load. */
export type TakenMetric = CompiledMetric & { isOfJob: boolean }

/** Custom metrics a scenario takes from its answers, each once. */
export function metricsOf(plan: CompiledPlan, scenarioKey: string): TakenMetric[] {
  const taken = operationsOf(plan, scenarioKey).flatMap(({ metrics, poll }) =>
    metrics.map((metric) => ({ ...metric, isOfJob: poll !== null })),
  )
  return taken.filter(({ key }, at) => taken.findIndex((other) => other.key === key) === at)
}

/** Series of a scenario: operations, flows, jobs, custom metrics. `ALL_OPERATIONS` is not among them. */
export function seriesOf(plan: CompiledPlan, scenarioKey: string): SeriesId[] {
  const mix = plan.scenarios.find((scenario) => scenario.key === scenarioKey)?.mix ?? []
  const flows = new Set(mix.filter((entry) => entry.kind === 'flow').map((entry) => entry.key))
  const payloads = new Map(plan.operations.map((operation) => [operation.key, operation.payload ?? '']))
  const polled = operationsOf(plan, scenarioKey).filter((operation) => operation.poll)
  return [
    ...operationKeysOf(plan, scenarioKey).map(
      (key): SeriesId => ({ kind: 'operation', key, payload: payloads.get(key) ?? '' }),
    ),
    ...[...flows].map((key): SeriesId => ({ kind: 'flow', key, payload: '' })),
    ...polled.map((operation) => jobSeries(operation.key)),
    ...metricsOf(plan, scenarioKey).map((metric) => metricSeries(metric.key)),
  ]
}

/** Services of the environment that a scenario sends to, beside the base address. */
export function servicesOf(plan: CompiledPlan, scenarioKey: string): string[] {
  return [...new Set(operationsOf(plan, scenarioKey).flatMap((operation) => operation.service ?? []))]
}

/** Payload classes of the operations of a scenario. */
export function payloadsOf(plan: CompiledPlan, scenarioKey: string): string[] {
  return [...new Set(operationsOf(plan, scenarioKey).flatMap((operation) => operation.payload ?? []))]
}

function operationsOf(plan: CompiledPlan, scenarioKey: string): CompiledOperation[] {
  const keys = new Set(operationKeysOf(plan, scenarioKey))
  return plan.operations.filter((operation) => keys.has(operation.key))
}
