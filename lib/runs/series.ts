// What a run measures apart: one series for each operation and each flow of its scenario, and one for all operations together.

import type { CompiledPlan } from '#lib/plans/compiled.ts'
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

/** Series of a scenario: operations, then flows. `ALL_OPERATIONS` is not among them. */
export function seriesOf(plan: CompiledPlan, scenarioKey: string): SeriesId[] {
  const mix = plan.scenarios.find((scenario) => scenario.key === scenarioKey)?.mix ?? []
  const operations = operationKeysOf(plan, scenarioKey).map((key): SeriesId => {
    const payload = plan.operations.find((operation) => operation.key === key)?.payload ?? ''
    return { kind: 'operation', key, payload }
  })
  const flows = [...new Set(mix.filter((entry) => entry.kind === 'flow').map((entry) => entry.key))]
  return [...operations, ...flows.map((key): SeriesId => ({ kind: 'flow', key, payload: '' }))]
}
