// What a go lacks can be accepted instead of shown: which waivers would let it be decided.

import { SCENARIO_PREFIX } from '#lib/cycles/waived.ts'
import { lackedByGo, type RuleInput, tells } from './rules/rule.ts'

/**
 * Keys as waivers name them. A scenario that tells nothing is waived as a whole; where one tells something else, the objective alone, so
 * that a breach there still counts.
 */
export function waiversForGo(input: Pick<RuleInput, 'coverage' | 'waivers'>): string[] {
  const speaks = new Set(
    input.coverage.rows.flatMap(({ source, cells }) =>
      source === 'evidence' ? [] : cells.filter(tells).map(({ scenario }) => scenario),
    ),
  )
  const keys = lackedByGo(input).flatMap(({ row, cells }) =>
    cells.length === 0
      ? [row.key]
      : cells.map(({ scenario }) => (speaks.has(scenario) ? row.key : `${SCENARIO_PREFIX}${scenario}`)),
  )
  return [...new Set(keys)]
}

const NAMED = 5

/** People read the label, calls name the key. */
export function offerWaivers(keys: readonly string[], labelOf: (key: string) => string | null): string {
  const named = keys.slice(0, NAMED).map((key) => {
    const label = labelOf(key)
    return label === null ? `"${key}"` : `${label} ("${key}")`
  })
  const rest = keys.length > NAMED ? ` and ${keys.length - NAMED} more` : ''
  return `Show it by a run, or let a lead waive it with an owner, a reason and an expiry: ${named.join(', ')}${rest}.`
}
