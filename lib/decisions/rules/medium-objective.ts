import { askedCells, isUntested, type Rule, scenarioNames } from './rule.ts'

/** A medium-priority objective failed, is untested, or waits for a person. */
export const mediumObjective: Rule = {
  name: 'medium-objective',
  outcome: 'conditional',
  find: (input) =>
    input.coverage.rows
      .filter(({ priority }) => priority === 'medium')
      .flatMap((row) => {
        const failed = askedCells(row, input).filter(({ status }) => status === 'fail')
        if (failed.length > 0) return [`${row.label} failed in ${scenarioNames(input, failed)}. ${failed[0]?.reason}`]
        if (!isUntested(row, input)) return []
        if (row.source === 'evidence') return [`${row.label} is not confirmed. ${row.gaps[0]?.why ?? ''}`.trim()]
        return [`${row.label} is untested. ${row.gaps.map(({ why }) => why).join(' ')}`.trim()]
      }),
}
