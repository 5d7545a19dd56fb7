import { askedCells, nameOf, type Rule, scenarioNames } from './rule.ts'

/** Between target and limit. */
export const warnedObjective: Rule = {
  name: 'warned-objective',
  outcome: 'conditional',
  find: (input) =>
    input.coverage.rows
      .filter(({ priority }) => priority !== 'low')
      .flatMap((row) => {
        const warned = askedCells(row, input).filter(({ status }) => status === 'warn')
        return warned.length > 0
          ? [`${nameOf(row)} warns in ${scenarioNames(input, warned)}. ${warned[0]?.reason}`]
          : []
      }),
}
