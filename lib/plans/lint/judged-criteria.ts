// Every single criterion a scenario is judged by, with the objective it belongs to.

import type { CompiledObjective, CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { CriterionEntry } from '../criterion.ts'
import { objectivesFor, operationsSent } from '../objectives-for.ts'

export type Single = Extract<CriterionEntry, { kind: 'criterion' }>

export interface Judged {
  scenario: CompiledScenario
  objective: CompiledObjective
  entry: Single
  /** One of several of which any is enough: missing it alone says nothing. */
  alternative: boolean
}

/** Compiled plans do not change: every rule that asks gets the same list. */
const listed = new WeakMap<CompiledPlan, Judged[]>()

export function judgedCriteria(plan: CompiledPlan): Judged[] {
  const judged = listed.get(plan) ?? listCriteria(plan)
  listed.set(plan, judged)
  return judged
}

const listedByScenario = new WeakMap<CompiledPlan, Map<CompiledScenario, Judged[]>>()

export function judgedIn(plan: CompiledPlan, scenario: CompiledScenario): readonly Judged[] {
  const groups = listedByScenario.get(plan) ?? Map.groupBy(judgedCriteria(plan), (judged) => judged.scenario)
  listedByScenario.set(plan, groups)
  return groups.get(scenario) ?? []
}

const sentBy = new WeakMap<CompiledScenario, Set<string>>()

/** Keys of the operations a scenario sends. */
export function sentIn(plan: CompiledPlan, scenario: CompiledScenario): ReadonlySet<string> {
  const sent = sentBy.get(scenario) ?? operationsSent(plan, scenario)
  sentBy.set(scenario, sent)
  return sent
}

function listCriteria(plan: CompiledPlan): Judged[] {
  return plan.scenarios.flatMap((scenario) =>
    objectivesFor(plan, scenario).flatMap((objective) =>
      singlesOf(objective.entry).map((entry) => ({
        scenario,
        objective,
        entry,
        alternative: objective.entry.kind === 'any',
      })),
    ),
  )
}

export function singlesOf(entry: CriterionEntry): Single[] {
  return entry.kind === 'any' ? entry.entries.flatMap(singlesOf) : [entry]
}

/** Percentiles, mean, min and max. */
export function isLatency({ criterion: { metric } }: Single): boolean {
  return metric.kind === 'percentile' || (metric.kind === 'plain' && ['mean', 'min', 'max'].includes(metric.name))
}

export function isPlain({ criterion: { metric } }: Single, ...names: string[]): boolean {
  return metric.kind === 'plain' && names.includes(metric.name)
}

export function uniqueBy<Item>(items: Item[], identity: (item: Item) => string): Item[] {
  const firsts = new Map<string, Item>()
  for (const item of items) if (!firsts.has(identity(item))) firsts.set(identity(item), item)
  return [...firsts.values()]
}
