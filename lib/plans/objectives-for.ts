// Which objectives a run of a scenario is judged by: those of its key and type that speak of something it does.

import type { CompiledObjective, CompiledPlan, CompiledScenario } from './compiled.ts'
import type { CriterionEntry, Selector } from './criterion.ts'

export function objectivesFor(plan: CompiledPlan, scenario: CompiledScenario): CompiledObjective[] {
  const sent = operationsSent(plan, scenario)
  return plan.objectives.filter((objective) => {
    const { scenario: only, scenarioTypes } = objective
    if (only !== null) return only === scenario.key
    if (scenarioTypes.length > 0 && !scenarioTypes.includes(scenario.type)) return false
    return selectorsOf(objective.entry).every((selector) => isSent(plan, scenario, sent, selector))
  })
}

export function selectorsOf(entry: CriterionEntry): Selector[] {
  if (entry.kind === 'any') return entry.entries.flatMap(selectorsOf)
  return entry.criterion.selector ? [entry.criterion.selector] : []
}

/** Keys of the operations a scenario sends, alone or as steps of its flows. */
export function operationsSent(plan: CompiledPlan, scenario: CompiledScenario): Set<string> {
  const keys = scenario.mix.flatMap((item) => {
    if (item.weight <= 0) return []
    if (item.kind === 'operation') return [item.key]
    const steps = plan.flows.find((flow) => flow.key === item.key)?.steps ?? []
    return steps.flatMap((step) => ('operation' in step ? [step.operation] : []))
  })
  return new Set(keys)
}

/** The operation whose polled job is selected by `import-contacts.job`; null for any other selector. */
export function jobOperation({ kind, key }: Selector): string | null {
  return kind === 'flow' && key.endsWith('.job') ? key.slice(0, -'.job'.length) : null
}

function isSent(plan: CompiledPlan, scenario: CompiledScenario, sent: Set<string>, selector: Selector): boolean {
  if (selector.kind === 'status') return true
  const job = jobOperation(selector)
  if (job !== null) return sent.has(job) && plan.operations.some(({ key, poll }) => key === job && poll !== null)
  if (selector.kind === 'flow')
    return scenario.mix.some((item) => item.kind === 'flow' && item.key === selector.key && item.weight > 0)
  if (selector.kind === 'operation') return sent.has(selector.key)
  return plan.operations.some((operation) => sent.has(operation.key) && operation.payload === selector.key)
}
