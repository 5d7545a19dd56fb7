// A level at which somebody is to be told, and no alert that tells.

import { parseCriterion, parseMetric } from '../criterion-parser.ts'
import { formatMetric } from '../criterion-text.ts'
import type { PlanDraft } from '../document/plan.ts'
import { monitoredValues } from './monitored.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'threshold-without-alert'

export const thresholdWithoutAlert: LintRule = {
  name: NAME,
  check(draft) {
    const watched = new Set((draft.alerts ?? []).flatMap((alert) => (alert.when ?? []).flatMap(metricIn)))
    const told = levels(draft).filter(({ metric }) => !watched.has(metric))
    return [...new Map(told.map((one) => [one.metric, one])).values()].map(({ place, metric, level }) =>
      warning(NAME, [place, 'alerts'], {
        message: `${metric} has an alert level of ${level}, but no alert watches it`,
        arithmetic: `${watched.size} watched: ${[...watched].join(', ') || 'none'}`,
        fix: `Add, for example, { key: ${metric.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}-high, when: ["${metric} > ${level} for 5m"], severity: warning, notify: [team] }`,
      }),
    )
  },
}

interface Level {
  place: string
  metric: string
  level: string
}

function levels(draft: PlanDraft): Level[] {
  const resources = (draft.resources ?? []).flatMap(({ key, metric, alert }, index): Level[] => {
    const read = parseMetric(metric ?? '')
    if (!read.ok || !alert?.trim()) return []
    return [{ place: `resources.${key ?? index}.alert`, metric: formatMetric(read.metric), level: alert }]
  })
  const monitored = monitoredValues(draft).flatMap(({ metric: { key, alert }, place }): Level[] =>
    alert?.trim()
      ? [{ place: `${place}.alert`, metric: `monitor(${key})`, level: alert.replace(/^[<>≤≥=\s]+/, '') }]
      : [],
  )
  return [...resources, ...monitored]
}

/** An increase or the lack of a value is watched as the value is. */
function metricIn(text: string): string[] {
  const read = parseCriterion(text)
  if (!read.ok) return []
  const { metric } = read.criterion
  return metric.kind === 'increase' || metric.kind === 'missing' ? [`monitor(${metric.key})`] : [formatMetric(metric)]
}
