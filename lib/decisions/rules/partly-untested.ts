import { askedCells, isMissing, type Rule, tells } from './rule.ts'

/** Some scenario speaks for it, and another that should does not. */
export const partlyUntested: Rule = {
  name: 'partly-untested',
  outcome: 'conditional',
  find: (input) =>
    input.coverage.rows
      .filter(({ priority }) => priority !== 'low')
      .flatMap((row) => {
        const missing = askedCells(row, input).filter(isMissing)
        if (missing.length === 0 || !row.cells.some(tells)) return []
        const named = row.gaps.filter(({ scenario }) => missing.some((cell) => cell.scenario === scenario))
        return [`${row.label} is not shown everywhere. ${named.map(({ why }) => why).join(' ')}`]
      }),
}
