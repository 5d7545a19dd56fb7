import { askedCells, isUntested, nameOf, type Rule, tellTogether, whyUntested } from './rule.ts'

/** Nothing speaks for a medium-priority objective, or what a person must confirm waits for one. */
export const mediumUntested: Rule = {
  name: 'medium-untested',
  outcome: 'conditional',
  find: (input) => {
    const hasFailed = (row: Parameters<typeof askedCells>[0]) =>
      askedCells(row, input).some(({ status }) => status === 'fail')
    const open = input.coverage.rows.filter(
      (row) => row.priority === 'medium' && !hasFailed(row) && isUntested(row, input),
    )
    const ofPeople = open.filter(({ source }) => source === 'evidence')
    return [
      ...tellTogether(
        open.filter(({ source }) => source !== 'evidence').map((row) => ({ row, why: whyUntested(row, input) })),
        (who, why) => `${who} untested. ${why}`,
      ),
      ...ofPeople.map((row) => `${nameOf(row)} is not confirmed. ${row.gaps[0]?.why ?? ''}`.trim()),
    ]
  },
}
