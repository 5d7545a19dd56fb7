import { askedCells, gapsIn, isMissing, type Rule, tells } from './rule.ts'

/** Some scenario speaks for an objective of medium priority, and another that should does not. */
export const partlyUntested: Rule = {
  name: 'partly-untested',
  outcome: 'conditional',
  find: (input) =>
    input.coverage.rows
      .filter(({ priority }) => priority === 'medium')
      .flatMap((row) => {
        const missing = askedCells(row, input).filter(isMissing)
        if (missing.length === 0 || !row.cells.some(tells)) return []
        return [`${row.label} is not shown everywhere. ${gapsIn(row, missing)}`]
      }),
}
