import { isUntested, lackedByGo, type Rule } from './rule.ts'

/** Nothing speaks for a high-priority objective: not run, stale, too short or inconclusive everywhere. */
export const untestedObjective: Rule = {
  name: 'untested-objective',
  outcome: 'no-go',
  blocksGo: true,
  find: (input) =>
    lackedByGo(input)
      .filter(({ row }) => isUntested(row, input))
      .map(
        ({ row: { label, gaps } }) =>
          `${label} is untested. ${gaps.map(({ why }) => why).join(' ') || 'No scenario measures it.'}`,
      ),
}
