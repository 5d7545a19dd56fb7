// Fast failures look fast: what is judged by its latency needs an error objective beside it.

import { formatSelector } from '../criterion-text.ts'
import { placeOf } from '../place-of.ts'
import { isLatency, isPlain, type Judged, judgedCriteria, judgedIn, uniqueBy } from './judged-criteria.ts'
import type { LintRule } from './rule.ts'

export const latencyWithoutErrors: LintRule = {
  name: 'latency-without-errors',
  check(_draft, plan) {
    if (!plan) return []
    const judged = judgedCriteria(plan)
    const bare = judged.filter(
      (one) =>
        one.objective.source === 'sla' &&
        isLatency(one.entry) &&
        !judgedIn(plan, one.scenario).some((other) => guards(other, one)),
    )
    return uniqueBy(bare, ({ objective }) => objective.key).map(({ scenario, objective, entry }) => {
      const { selector } = entry.criterion
      const what = selector ? formatSelector(selector) : 'any operation'
      return {
        rule: 'latency-without-errors',
        severity: 'warning' as const,
        message: `${objective.key} asks for speed, but nothing limits the errors of ${what} in ${scenario.key}`,
        places: [placeOf(objective), 'slas'],
        fix: `Add an SLA such as { key: ${selector?.key ?? 'all'}-errors, operation: ${selector?.kind === 'operation' ? selector.key : '"*"'}, metric: error_rate, target: 0.1%, limit: 1% }`,
      }
    })
  },
}

/** An error objective of the same scenario, for everything or for the same selector. */
function guards(other: Judged, { entry }: Judged): boolean {
  if (!isPlain(other.entry, 'error_rate', 'ok_rate')) return false
  const [wide, narrow] = [other.entry.criterion.selector, entry.criterion.selector]
  return wide === null || (narrow !== null && wide.kind === narrow.kind && wide.key === narrow.key)
}
