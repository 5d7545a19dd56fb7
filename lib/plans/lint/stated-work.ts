// Work of a stated size, and how fast it is worked off: what total-vs-rate and queue-arithmetic divide.

import { parseCount } from '#lib/core/units.ts'
import type { CompiledPlan } from '../compiled.ts'
import type { ScenarioDraft } from '../document/plan.ts'
import { type MonitorObjective, monitorObjectives } from './monitored.ts'

/** Items of a scenario's volume; null when none are stated. */
export function statedWork(scenario: ScenarioDraft): number | null {
  const count = parseCount(scenario.volume?.transactions ?? '')
  return count.ok && count.value > 0 ? count.value : null
}

/** Objectives of a monitored rate of which more is better: how fast work is done at least. */
export function drainsOf(plan: CompiledPlan, scenario: string, type: string): MonitorObjective[] {
  return monitorObjectives(plan).filter(({ objective, entry }) => {
    const applies =
      objective.scenario === null
        ? objective.scenarioTypes.length === 0 || objective.scenarioTypes.includes(type)
        : objective.scenario === scenario
    return applies && entry.criterion.unit === 'perSecond' && entry.criterion.comparator.startsWith('>')
  })
}
