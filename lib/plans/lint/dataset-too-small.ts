// Unique rows are used once each: with fewer rows than iterations that take one, the rest of the load is not sent.

import { expectedRequests } from '#lib/load/forecast.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import { type DatasetDraft, namesOfDataset } from '../dataset-columns.ts'
import type { PlanDraft } from '../document/plan.ts'
import { iterationOf } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import type { LintRule } from './rule.ts'
import { namesUsed } from './template-names.ts'

export const datasetTooSmall: LintRule = {
  name: 'dataset-too-small',
  check(draft, plan) {
    if (!plan) return []
    return (draft.testData?.datasets ?? []).flatMap((dataset) => {
      const compiled = plan.datasets.find((one) => one.key === dataset.key)
      if (compiled?.pick !== 'unique' || compiled.source.kind !== 'generate') return []
      const { rows } = compiled.source
      const readers = readersOf(draft, dataset)
      return plan.scenarios.flatMap((scenario) => finding(plan, scenario, { key: dataset.key, rows, readers }) ?? [])
    })
  },
}

interface Unique {
  key: string
  rows: number
  /** Operations that name a column of it. */
  readers: Set<string>
}

function readersOf(draft: PlanDraft, dataset: DatasetDraft): Set<string> {
  const names = new Set(namesOfDataset(dataset))
  const reads = (draft.operations ?? []).filter((operation) => namesUsed(operation).some(({ name }) => names.has(name)))
  return new Set(reads.map(({ key }) => key))
}

function finding(plan: CompiledPlan, scenario: CompiledScenario, { key, rows, readers }: Unique): Finding | null {
  const takes = scenario.mix.filter((item) => {
    if (item.kind === 'operation') return readers.has(item.key)
    const steps = plan.flows.find((flow) => flow.key === item.key)?.steps ?? []
    return steps.some((step) => 'operation' in step && readers.has(step.operation))
  })
  const weight = (items: typeof takes) => items.reduce((sum, item) => sum + item.weight, 0)
  const iteration = iterationOf(plan, scenario)
  const iterations = expectedRequests(scenario.load, iteration) / (iteration.requestsPerIteration || 1)
  const needed = Math.round((iterations * weight(takes)) / (weight(scenario.mix) || 1))
  if (needed <= rows) return null
  return {
    rule: 'dataset-too-small',
    severity: 'warning',
    message: `${key} has ${rows} rows to use once each, ${scenario.key} is expected to take about ${needed}: the rest of its iterations would find none`,
    places: [`testData.datasets.${key}`, `scenarios.${scenario.key}.load`],
    arithmetic: `${rows} < ${needed}`,
    fix: `Generate ${needed} rows or more, or write pick: sequential`,
  }
}
