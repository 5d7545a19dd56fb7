import { gapsIn, isUntested, lackedByGo, type Rule, tellTogether } from './rule.ts'

/** A high-priority objective that one scenario shows and another that should does not: half of it is untested. */
export const unshownObjective: Rule = {
  name: 'unshown-objective',
  outcome: 'conditional',
  blocksGo: true,
  find: (input) =>
    tellTogether(
      lackedByGo(input)
        .filter(({ row }) => !isUntested(row, input))
        .map(({ row, cells }) => ({ row, why: gapsIn(row, cells, input) })),
      (who, why) => `${who} not shown in ${why}`,
    ),
}
