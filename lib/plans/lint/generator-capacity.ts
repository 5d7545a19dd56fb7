// What is planned against what the load generators are stated to send: past that, the figures are those of the generator.

import { formatRate, parseRate } from '#lib/core/units.ts'
import { highestRateAsked } from '#lib/load/forecast.ts'
import { attemptsPerIteration } from '../expected-load.ts'
import { rounded, times } from './figures.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'generator-capacity'

export const generatorCapacity: LintRule = {
  name: NAME,
  check(draft, plan) {
    if (!plan) return []
    return plan.scenarios.flatMap((scenario) => {
      const key = scenario.environment ?? draft.environments?.[0]?.key
      const generators = draft.environments?.find((one) => one.key === key)?.loadGenerators ?? []
      const capacities = generators.map(({ capacity }) => parseRate(capacity ?? ''))
      const asked = highestRateAsked(scenario.load)
      if (asked === null || capacities.length === 0 || !capacities.every((one) => one.ok)) return []
      const capacity = capacities.reduce((sum, one) => sum + one.value, 0)
      const planned = asked * attemptsPerIteration(plan, scenario, null)
      if (planned <= capacity) return []
      return [
        warning(NAME, [`scenarios.${scenario.key}.load`, `environments.${key}.loadGenerators`], {
          message: `${scenario.key} plans ${rounded(planned)}/s, its load generators send ${formatRate(capacity)} at most`,
          arithmetic: `${rounded(planned)}/s / ${formatRate(capacity)} = ${times(planned / capacity)}`,
          fix: `Plan at most ${formatRate(capacity)}, or add ${Math.ceil((planned / capacity - 1) * capacities.length)} more of such generators`,
        }),
      ]
    })
  },
}
