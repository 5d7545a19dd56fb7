// The one metric that tells how a plan is doing: of its newest judged run the objective with the least headroom, then the same over the
// runs before it. Low priorities only inform and are left out while there are others.

import type { PlanTrend, TrendRun } from './overview-schema.ts'

/** `runs` newest first, of one plan. Null while nothing was judged. */
export function planTrend(planId: string, runs: readonly TrendRun[]): PlanTrend | null {
  const newest = runs.find(({ objectives }) => objectives.length > 0)
  if (!newest) return null
  const weighty = newest.objectives.filter(({ priority }) => priority !== 'low')
  const known = (weighty.length > 0 ? weighty : newest.objectives).toSorted((a, b) => room(a) - room(b))
  const judged = known[0]
  if (!judged) return null
  return {
    planId,
    metric: `${judged.metric} ${judged.selector ?? 'all operations'}`,
    unit: judged.unit,
    higherIsBetter: judged.comparator.startsWith('>'),
    // What an instrument that cannot be believed read says nothing.
    actual: newest.validity === 'invalid' ? null : judged.actual,
    target: judged.target,
    headroom: newest.validity === 'invalid' ? null : judged.headroom,
    points: runs.toReversed().map((run) => {
      const own = run.objectives.find(({ key }) => key === judged.key)
      return {
        label: run.label,
        value: run.validity === 'invalid' ? null : (own?.actual ?? null),
        verdict: run.validity === 'invalid' ? 'invalid' : (own?.verdict ?? null),
      }
    }),
  }
}

const room = ({ headroom }: { headroom: number | null }): number => headroom ?? Number.POSITIVE_INFINITY
