import { askedCells, gapsIn, isMissing, type Rule, tells, tellTogether } from './rule.ts'

/** Some scenario speaks for an objective of medium priority, and another that should does not. */
export const partlyUntested: Rule = {
  name: 'partly-untested',
  outcome: 'conditional',
  find: (input) => {
    const partly = input.coverage.rows
      .filter(({ priority }) => priority === 'medium')
      .map((row) => ({ row, missing: askedCells(row, input).filter(isMissing) }))
      .filter(({ row, missing }) => missing.length > 0 && row.cells.some(tells))
    return tellTogether(
      partly.map(({ row, missing }) => ({ row, why: gapsIn(row, missing, input) })),
      (who, why) => `${who} not shown in ${why}`,
    )
  },
}
