// p50 ≤ p95 ≤ p99 ≤ max for the same attempts: a lower percentile that is allowed more than a higher one says nothing.

import { formatDuration } from '#lib/core/duration.ts'
import type { CompiledObjective } from '../compiled.ts'
import { placeOf } from '../place-of.ts'
import { isPlain, type Single, singlesOf } from './judged-criteria.ts'
import type { LintRule } from './rule.ts'

interface Rank {
  objective: CompiledObjective
  entry: Single
  percentile: number
}

export const percentileOrder: LintRule = {
  name: 'percentile-order',
  check(_draft, plan) {
    const ranks = (plan?.objectives ?? []).filter((one) => one.source === 'sla').flatMap(rankOf)
    return ranks.flatMap((low) =>
      ranks
        .filter((high) => high.percentile > low.percentile && sameAttempts(low, high))
        .flatMap((high) =>
          (['target', 'limit'] as const)
            .filter((name) => low.entry[name] > high.entry[name])
            .map((name) => ({
              rule: 'percentile-order',
              severity: 'warning' as const,
              message: `${low.objective.key} allows ${formatDuration(low.entry[name])}, more than ${high.objective.key} allows the higher percentile (${formatDuration(high.entry[name])})`,
              places: [`${placeOf(low.objective)}.${name}`, `${placeOf(high.objective)}.${name}`],
              arithmetic: `p${low.percentile} ≤ p${high.percentile}, but ${formatDuration(low.entry[name])} > ${formatDuration(high.entry[name])}`,
              fix: `Write at most ${formatDuration(high.entry[name])} for ${low.objective.key}`,
            })),
        ),
    )
  },
}

function rankOf(objective: CompiledObjective): Rank[] {
  return singlesOf(objective.entry).flatMap((entry) => {
    const { metric, comparator } = entry.criterion
    if (!comparator.startsWith('<')) return []
    if (metric.kind === 'percentile') return [{ objective, entry, percentile: metric.percentile }]
    return isPlain(entry, 'max') ? [{ objective, entry, percentile: 100 }] : []
  })
}

function sameAttempts(left: Rank, right: Rank): boolean {
  const identity = ({ objective, entry: { criterion } }: Rank) =>
    JSON.stringify([
      criterion.selector,
      criterion.service,
      criterion.window,
      objective.scenario,
      objective.scenarioTypes.toSorted(),
    ])
  return identity(left) === identity(right)
}
