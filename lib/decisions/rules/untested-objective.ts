import { isUntested, lackedByGo, type Rule, tellTogether, whyUntested } from './rule.ts'

/** Nothing speaks for a high-priority objective: not run, stale, too short or inconclusive everywhere. */
export const untestedObjective: Rule = {
  name: 'untested-objective',
  outcome: 'no-go',
  blocksGo: true,
  find: (input) =>
    tellTogether(
      lackedByGo(input)
        .filter(({ row }) => isUntested(row, input))
        .map(({ row }) => ({ row, why: whyUntested(row, input) })),
      (who, why) => `${who} untested. ${why}`,
    ),
}
