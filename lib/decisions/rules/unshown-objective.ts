import { gapsIn, isUntested, lackedByGo, type Rule, scenarioNames } from './rule.ts'

/** A high-priority objective that one scenario shows and another that should does not: half of it is untested. */
export const unshownObjective: Rule = {
  name: 'unshown-objective',
  outcome: 'conditional',
  blocksGo: true,
  find: (input) =>
    lackedByGo(input)
      .filter(({ row }) => !isUntested(row, input))
      .map(({ row, cells }) => `${row.label} is not shown in ${scenarioNames(input, cells)}. ${gapsIn(row, cells)}`),
}
