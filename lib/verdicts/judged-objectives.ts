import type { CompiledObjective, CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import type { Criterion, CriterionEntry } from '#lib/plans/criterion.ts'
import { objectivesFor } from '#lib/plans/objectives-for.ts'
import { phaseObjectives } from '#lib/plans/phase-objectives.ts'

/** Everything a run of a scenario is judged by: objectives of the plan and of the scenario, and what its phases must come to. */
export function judgedObjectives(plan: CompiledPlan, scenario: CompiledScenario): CompiledObjective[] {
  return [...objectivesFor(plan, scenario), ...phaseObjectives(scenario)]
}

export function criteriaOf(entry: CriterionEntry): Criterion[] {
  return entry.kind === 'criterion' ? [entry.criterion] : entry.entries.flatMap(criteriaOf)
}
