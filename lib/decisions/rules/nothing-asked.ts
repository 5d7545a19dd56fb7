import type { Rule } from './rule.ts'

/** Without a requirement that counts there is nothing a go could stand on. */
export const nothingAsked: Rule = {
  name: 'nothing-asked',
  outcome: 'no-go',
  blocksGo: true,
  find: ({ coverage }) =>
    coverage.rows.some(({ priority }) => priority !== 'low')
      ? []
      : ['The plan has no objective of high or medium priority, so there is nothing to decide on.'],
}
