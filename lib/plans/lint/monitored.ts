// Monitored values: where they are defined, and what they measure.

import type { CompiledObjective, CompiledPlan } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import { type Single, singlesOf } from './judged-criteria.ts'

export type MonitorDraft = NonNullable<PlanDraft['monitors']>[number]
export type MonitorMetric = NonNullable<MonitorDraft['metrics']>[number]

export interface Monitored {
  monitor: MonitorDraft
  metric: MonitorMetric
  place: string
}

export function monitoredValues(draft: PlanDraft): Monitored[] {
  return (draft.monitors ?? []).flatMap((monitor) =>
    (monitor.metrics ?? []).map((metric) => ({
      monitor,
      metric,
      place: `monitors.${monitor.key}.metrics.${metric.key}`,
    })),
  )
}

const MEANINGS = {
  queue: /queue|backlog/i,
  cache: /cache[- ]?hit|hit[- ]?rate/i,
  units: /\b(acu|units?|instances?|replicas?|nodes?|capacity)\b/i,
} as const

/** Its role says what it measures, else its key or label does. */
export function measures(draft: PlanDraft, key: string, meaning: keyof typeof MEANINGS): boolean {
  const found = monitoredValues(draft).find(({ metric }) => metric.key === key)
  return [found?.metric.role, key, found?.metric.label].some((word) => MEANINGS[meaning].test(word ?? ''))
}

export interface MonitorObjective {
  objective: CompiledObjective
  entry: Single
  key: string
}

/** Everything judged by a monitored value. */
export function monitorObjectives(plan: CompiledPlan): MonitorObjective[] {
  return plan.objectives.flatMap((objective) =>
    singlesOf(objective.entry).flatMap((entry) => {
      const { metric } = entry.criterion
      return metric.kind === 'monitor' ? [{ objective, entry, key: metric.key }] : []
    }),
  )
}
