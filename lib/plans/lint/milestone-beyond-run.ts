// A moment that is judged must lie inside of the run.

import { formatDuration } from '#lib/core/duration.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import { placeOf } from '../place-of.ts'
import { judgedCriteria } from './judged-criteria.ts'
import type { LintRule } from './rule.ts'

export const milestoneBeyondRun: LintRule = {
  name: 'milestone-beyond-run',
  check(_draft, plan) {
    if (!plan) return []
    return judgedCriteria(plan).flatMap(({ scenario, objective, entry }) => {
      const { window } = entry.criterion
      const length = totalDurationMs(scenario.load)
      if (window?.kind !== 'at' || window.atMs <= length) return []
      return [
        {
          rule: 'milestone-beyond-run',
          severity: 'warning' as const,
          message: `${objective.judge} is judged at ${formatDuration(window.atMs)}, ${scenario.key} is over at ${formatDuration(length)}`,
          places: [placeOf(objective), `scenarios.${scenario.key}.load`],
          arithmetic: `${formatDuration(window.atMs)} > ${formatDuration(length)}`,
          fix: `Let ${scenario.key} last ${formatDuration(window.atMs)} or more, or judge earlier`,
        },
      ]
    })
  },
}
