import { askedCells, nameOf, type Rule, scenarioNames } from './rule.ts'

/** A high-priority objective is beyond its limit. */
export const failedObjective: Rule = {
  name: 'failed-objective',
  outcome: 'no-go',
  find: (input) =>
    input.coverage.rows
      .filter(({ priority }) => priority === 'high')
      .flatMap((row) => {
        const failed = askedCells(row, input).filter(({ status }) => status === 'fail')
        return failed.length > 0
          ? [`${nameOf(row)} failed in ${scenarioNames(input, failed)}. ${failed[0]?.reason}`]
          : []
      }),
}
