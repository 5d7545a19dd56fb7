// A percentage of a whole lies between 0 and 100.

import { formatPercent, parsePercent } from '#lib/core/units.ts'
import type { PlanDraft } from '../document/plan.ts'
import { placeOf } from '../place-of.ts'
import { isPlain, singlesOf } from './judged-criteria.ts'
import type { LintRule } from './rule.ts'

export const percentRange: LintRule = {
  name: 'percent-range',
  check(draft, plan) {
    const shares = (plan?.objectives ?? []).flatMap((objective) =>
      singlesOf(objective.entry)
        .filter(
          (entry) =>
            entry.criterion.unit === 'fraction' &&
            isPlain(entry, 'error_rate', 'ok_rate', 'check_rate', 'availability', 'dropped'),
        )
        .flatMap(({ target, limit }): [string, number][] => [
          [`${placeOf(objective)}.target`, target],
          [`${placeOf(objective)}.limit`, limit],
        ]),
    )
    return [...shares, ...writtenShares(draft)]
      .filter(([, value]) => value > 1)
      .map(([place, value]) => ({
        rule: 'percent-range',
        severity: 'error' as const,
        message: `${formatPercent(value)} of a whole is more than all of it`,
        places: [place],
        arithmetic: `${formatPercent(value)} > 100%`,
        fix:
          value > 1 && value <= 100
            ? `Write ${formatPercent(value / 100)}, or a value up to 100%`
            : 'Write a value from 0% to 100%',
      }))
  },
}

function writtenShares(draft: PlanDraft): [string, number][] {
  const written: [string, string | undefined][] = [
    ['availability.uptime', draft.availability?.uptime],
    ...Object.entries(draft.testData?.accounts?.distribution ?? {}).map(([name, share]): [string, string] => [
      `testData.accounts.distribution.${name}`,
      share,
    ]),
    ...(draft.scenarios ?? []).flatMap((scenario) =>
      Object.entries(scenario.expect?.shares ?? {}).map(([name, share]): [string, string] => [
        `scenarios.${scenario.key}.expect.shares.${name}`,
        share,
      ]),
    ),
  ]
  return written.flatMap(([place, text]) => {
    const read = parsePercent(text ?? '')
    return read.ok ? [[place, read.value]] : []
  })
}
