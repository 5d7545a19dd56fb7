// How a judged objective stands in the tables of a report.

import { say, showIn } from '#lib/core/number-format.ts'
import type { Comparator } from '#lib/plans/criterion.ts'
import type { ObjectiveView } from '#lib/runs/schema.ts'
import { holds } from '#lib/verdicts/comparator.ts'
import { halfInterval, judged, sayDemand } from '../report-format.ts'
import type { ReportRun } from '../report-input.ts'
import type { Cell } from '../report-model.ts'

/** `p95 of Create order`, `error_rate of all operations`. */
export function nameOfObjective(
  { metric, selector }: Pick<ObjectiveView, 'metric' | 'selector'>,
  run?: ReportRun,
): string {
  const named = selector
    ? (run?.summary.operations[selector]?.name ?? run?.summary.flows[selector]?.name ?? selector)
    : null
  if (!named && /^(monitor|availability)\b/.test(metric)) return metric
  return `${metric} of ${named ?? 'all operations'}`
}

export const targetCell = ({ comparator, unit, target }: ObjectiveView): Cell => ({
  text: sayDemand(comparator, unit, target),
  value: target,
})

export const limitCell = ({ unit, limit }: ObjectiveView): Cell => ({ text: say(showIn(unit, limit)), value: limit })

/** The number judged, ± half its interval, traceable. */
export function actualCell(objective: ObjectiveView, { head }: ReportRun): Cell {
  const { unit, actual, interval, derivation, window, samples, metric } = objective
  const half = halfInterval(unit, actual, interval)
  const run = { id: head.id, label: head.label }
  return {
    text: [say(showIn(unit, actual)), half].filter(Boolean).join(' '),
    value: actual,
    strong: true,
    derivation: derivation ?? {
      run,
      selector: objective.selector ?? '*',
      window,
      samples,
      method: metric,
      typedBy: null,
    },
  }
}

const STATUS = { pass: 'Met', warn: 'Over target', fail: 'Broken', inconclusive: 'Inconclusive' } as const

type Judged = Pick<ObjectiveView, 'verdict' | 'comparator' | 'actual' | 'target'>

/** The number meets its target, what it was measured on does not show that it does. */
export const isUnsure = ({ verdict, comparator, actual, target }: Judged): boolean =>
  verdict === 'warn' && actual !== null && holds(comparator as Comparator, actual, target)

/** For who reads without knowing the verdicts. */
export function statusOf(objective: Judged): Cell {
  const { verdict, comparator } = objective
  if (isUnsure(objective)) return judged(verdict, 'Not certain')
  return judged(verdict, verdict === 'warn' && comparator.startsWith('>') ? 'Under target' : STATUS[verdict])
}
