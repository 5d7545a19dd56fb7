import { isUntested, type Rule } from './rule.ts'

/** Nothing speaks for a high-priority objective: not run, stale, too short or inconclusive everywhere. */
export const untestedObjective: Rule = {
  name: 'untested-objective',
  outcome: 'no-go',
  blocksGo: true,
  find: (input) =>
    input.coverage.rows
      .filter((row) => row.priority === 'high' && isUntested(row, input))
      .map(
        ({ label, gaps }) =>
          `${label} is untested. ${gaps.map(({ why }) => why).join(' ') || 'No scenario measures it.'}`,
      ),
}
