import { showDay } from '#lib/core/moment.ts'
import { waivedUntil } from '#lib/cycles/waived.ts'
import { nameOf, type Rule, scenarioNames } from './rule.ts'

/** A breach or a gap that somebody stands for, until a day. */
export const waivedObjective: Rule = {
  name: 'waived-objective',
  outcome: 'conditional',
  find: (input) =>
    input.coverage.rows
      .filter(({ priority }) => priority !== 'low')
      .flatMap((row) => {
        if (row.waivedUntil && row.cells.every(({ status }) => status === 'not-asked'))
          return [`${nameOf(row)} is measured by no scenario, and waived until ${showDay(row.waivedUntil)}.`]
        const accepted = row.cells.filter(
          ({ status, scenario }) =>
            status !== 'pass' && status !== 'not-asked' && waivedUntil(input.waivers, row.key, scenario) !== null,
        )
        const until = waivedUntil(input.waivers, row.key, accepted[0]?.scenario)
        if (accepted.length === 0 || !until) return []
        return [`${nameOf(row)} is waived in ${scenarioNames(input, accepted)} until ${showDay(until.toISOString())}.`]
      }),
}
