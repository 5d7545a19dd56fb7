// Steps that go on until failure need a rule that says what failure is.

import type { LintRule } from './rule.ts'

export const unboundedLoad: LintRule = {
  name: 'unbounded-load',
  check(_draft, plan) {
    return (plan?.scenarios ?? [])
      .filter((scenario) => scenario.untilFailure && scenario.stopWhen.length === 0)
      .map((scenario) => ({
        rule: 'unbounded-load',
        severity: 'warning' as const,
        message: `${scenario.key} steps up until failure, but no rule says what failure is: it would go on to its maximum whatever happens`,
        places: [`scenarios.${scenario.key}.load.continue`, `scenarios.${scenario.key}.stopWhen`],
        fix: 'Write, for example, stopWhen: ["error_rate > 5% for 30s", "p95 > 2s for 30s"]',
      }))
  },
}
