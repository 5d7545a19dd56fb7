import type { Rule } from './rule.ts'

/** Speaks where no other does. */
export const allMet: Rule = {
  name: 'all-met',
  outcome: 'go',
  find: ({ coverage }) => [`All ${coverage.total} requirements are met.`],
}
