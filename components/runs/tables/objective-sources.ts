// Where the numbers of an objective come from: measured, computed from what was measured, or typed into the plan.

import { isHigherBetter } from '#components/verdicts/gauge-scale.ts'
import { say, showCount, showIn, showPercent } from '#lib/core/number-format.ts'
import type { ObjectiveView, RunView, Summary } from '#lib/runs/schema.ts'
import type { Derivation } from '#lib/runs/verdict-schema.ts'
import { selectedValue } from './selected-value.ts'

export interface Source extends Derivation {
  name: string
  value: string
  note?: string
}

export function scopeOf(view: Pick<RunView, 'summary'>, { selector, metric, derivation }: ObjectiveView): string {
  if (selector !== null)
    return view.summary.operations[selector]?.name ?? view.summary.flows[selector]?.name ?? selector
  if (!MONITORED.test(metric)) return 'All operations'
  const source = /^([\w-]+)\./.exec(derivation?.selector ?? '')?.[1]
  return source ? `Monitor ${source}` : 'Monitors'
}

const MONITORED = /^(?:(?:monitor|increase|missing)\(|memory_growth$)/

export type ObjectiveNumber = 'actual' | 'target' | 'limit' | 'headroom' | 'compliance' | 'worst minute'

/** Older verdicts have no derivation of their own: what is known of them is said. */
export function sourceOf(view: RunView, objective: ObjectiveView, number: ObjectiveNumber): Source {
  const about = `${scopeOf(view, objective)} ${objective.metric.replaceAll('_', ' ')}`
  const measured: Derivation = objective.derivation ?? {
    run: { id: view.run.id, label: view.run.label },
    selector: objective.selector ?? 'all operations',
    window: objective.window,
    samples: objective.samples,
    method: objective.judge,
    typedBy: null,
  }
  if (number === 'actual') {
    const value = say(showIn(objective.unit, objective.actual))
    return { ...measured, name: about, value, note: objective.reason }
  }
  const { blocks: _, ...plain } = measured
  return { ...plain, name: `${about}, ${number}`, ...READ[number](objective, view) }
}

type Own = Pick<Source, 'value'> & Partial<Source>

const READ: Record<Exclude<ObjectiveNumber, 'actual'>, (objective: ObjectiveView, view: RunView) => Own> = {
  target: (objective, view) => typed(objective, view, objective.target),
  limit: (objective, view) => typed(objective, view, objective.limit),
  headroom: ({ comparator, headroom }) => ({
    value: say(showPercent(headroom, 0)),
    method: isHigherBetter(comparator)
      ? '(actual − limit) / limit: the room that is left above the limit'
      : '(limit − actual) / limit: the room that is left before the limit',
  }),
  compliance: ({ compliance }) => ({
    value: say(showPercent(compliance?.share, 1)),
    method: compliance
      ? `${showCount(compliance.compliant)[0]} of ${showCount(compliance.windows)[0]} windows of ${compliance.windowSeconds} s hold the target; one without data does not`
      : 'no window was judged',
  }),
  'worst minute': ({ compliance, unit }) => ({
    value: say(showIn(unit, compliance?.worst?.value)),
    window: compliance?.worst
      ? { fromMs: compliance.worst.atMs, toMs: compliance.worst.atMs + 60_000, name: 'worst minute' }
      : null,
    method: 'the same metric on each minute by itself; this one is the furthest from the target',
  }),
}

const typed = ({ unit, judge }: ObjectiveView, { run }: RunView, value: number): Own => ({
  ...{ value: say(showIn(unit, value)), typedBy: `the plan, revision ${run.revision}`, method: judge },
})

/** Of a window that is not the one it is judged on. */
export function selectedSource(view: RunView, objective: ObjectiveView, summary: Summary, name: string): Source {
  const { selector, unit, metric } = objective
  const about = selector === null ? summary.totals : (summary.operations[selector] ?? summary.flows[selector])
  return {
    name: `${scopeOf(view, objective)} ${metric.replaceAll('_', ' ')}, ${name.toLowerCase()}`,
    value: say(showIn(unit, selectedValue(summary, objective))),
    run: { id: view.run.id, label: view.run.label },
    selector: selector ?? 'all operations',
    window: { fromMs: summary.from, toMs: summary.to, name },
    samples: about?.sent ?? 0,
    method: 'the metric of the objective on this window alone: exact, from merged histograms and counts',
    typedBy: null,
  }
}
