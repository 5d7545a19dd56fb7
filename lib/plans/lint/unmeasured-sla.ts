// An objective that no scenario would measure is a promise nobody checks.

import { formatSelector } from '../criterion-text.ts'
import { objectivesFor, selectorsOf } from '../objectives-for.ts'
import { placeOf } from '../place-of.ts'
import type { LintRule } from './rule.ts'

export const unmeasuredSla: LintRule = {
  name: 'unmeasured-sla',
  check(_draft, plan) {
    if (!plan || plan.scenarios.length === 0) return []
    const measured = new Set(plan.scenarios.flatMap((scenario) => objectivesFor(plan, scenario)))
    return plan.objectives
      .filter(
        (objective) => (objective.source === 'sla' || objective.source === 'acceptance') && !measured.has(objective),
      )
      .map((objective) => {
        const selectors = selectorsOf(objective.entry).map(formatSelector)
        const types = objective.scenarioTypes
        const wanted = types.length > 0 ? `a scenario of type ${types.join(' or ')}` : 'any scenario'
        const what = selectors.length > 0 ? `sends ${selectors.join(' or ')}` : 'measures it'
        return {
          rule: 'unmeasured-sla',
          severity: 'warning' as const,
          message: `No scenario measures ${objective.key}: ${wanted} that ${what} is missing`,
          places: [placeOf(objective), 'scenarios'],
          arithmetic: `${plan.scenarios.length} scenarios, none of which it applies to`,
          fix: selectors.length > 0 ? `Add ${selectors[0]} to the mix of ${wanted}` : `Add ${wanted}`,
        }
      })
  },
}
