import { askedCells, nameOf, type Rule, scenarioNames } from './rule.ts'

/** A medium-priority objective is beyond its limit. */
export const mediumObjective: Rule = {
  name: 'medium-objective',
  outcome: 'conditional',
  find: (input) =>
    input.coverage.rows
      .filter(({ priority }) => priority === 'medium')
      .flatMap((row) => {
        const failed = askedCells(row, input).filter(({ status }) => status === 'fail')
        return failed.length > 0
          ? [`${nameOf(row)} failed in ${scenarioNames(input, failed)}. ${failed[0]?.reason}`]
          : []
      }),
}
