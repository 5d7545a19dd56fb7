// What a monitor can see, and what an objective needs it to see: its format, its resolution, its unit, and whose value it is.

import { formatDuration, parseDuration } from '#lib/core/duration.ts'
import type { CompiledPlan } from '../compiled.ts'
import { formatValue } from '../criterion-text.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { type Monitored, type MonitorObjective, monitoredValues, monitorObjectives } from './monitored.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'blind-monitor'

export const blindMonitor: LintRule = {
  name: NAME,
  check(draft, plan) {
    const values = monitoredValues(draft)
    return [
      ...values.flatMap((one) => [...otherFormat(one), ...cumulative(one)]),
      ...(plan ? tooCoarse(plan, values) : []),
      ...(plan ? oneForSeveral(draft, plan) : []),
    ]
  },
}

/** A path into JSON asked of Prometheus text, or an expression of its language asked of JSON. */
function otherFormat({ monitor, metric, place }: Monitored): Finding[] {
  const take = metric.take?.trim() ?? ''
  const isText = (monitor.kind ?? '').startsWith('prometheus')
  const isPath = /^(body\s+)?\$/.test(take)
  const isExpression = /\b(rate|increase|sum|histogram_quantile)\s*\(/.test(take)
  if (!(isText && isPath) && !(monitor.kind === 'json' && isExpression && !take.includes('$'))) return []
  const [is, wants] = isText ? ['the text format of Prometheus', 'a path into JSON'] : ['JSON', 'Prometheus']
  return [
    warning(NAME, [`monitors.${monitor.key}.kind`, `${place}.take`], {
      message: `${monitor.key} reads ${is}, but ${metric.key} is taken by ${isText ? wants : `an expression of ${wants}`}: it would never have a value`,
      arithmetic: `kind: ${monitor.kind}; take: ${take}`,
      fix: isText
        ? 'Write kind: json, or the name of the metric'
        : 'Write kind: prometheus-endpoint, or a path such as $.queue',
    }),
  ]
}

/** A counter only grows: a rate is its difference over time. */
function cumulative({ monitor, metric, place }: Monitored): Finding[] {
  const perTime = /\/\s*(s|sec|second|min|minute|h|hour)\b|\bper\b/i.test(metric.unit ?? '')
  if (!perTime || metric.type !== 'counter' || /\b(rate|irate|increase|delta)\s*\(/.test(metric.take ?? '')) return []
  return [
    warning(NAME, [`${place}.unit`, `${place}.take`], {
      message: `${metric.key} is shown ${metric.unit}, but what is taken is a counter since the start`,
      arithmetic: `difference ÷ ${monitor.interval || 'interval'}, not the sum`,
      fix: `Write take: "rate(${metric.take || metric.key})"`,
    }),
  ]
}

/** The lowest bound of a histogram or log lies above what is asked for: everything below it looks the same. */
function tooCoarse(plan: CompiledPlan, values: Monitored[]): Finding[] {
  return values.flatMap(({ metric, place }) => {
    const bounds = (metric.buckets ?? []).flatMap((text) => {
      const ms = parseDuration(/[a-z]/i.test(text) ? text : `${text}s`)
      return ms.ok ? [ms.value] : []
    })
    const lowest = Math.min(...bounds)
    if (bounds.length === 0) return []
    return monitorObjectives(plan)
      .filter(({ key, entry }) => key === metric.key && entry.criterion.unit === 'ms' && entry.target < lowest)
      .map(({ objective, entry }) =>
        warning(NAME, [`${place}.buckets`, placeOf(objective)], {
          message: `${metric.key} shows nothing below ${formatDuration(lowest)}, ${objective.judge} asks for ${formatDuration(entry.target)}`,
          arithmetic: `${formatDuration(entry.target)} … ${formatDuration(lowest)} would break it unseen`,
          fix: `Add a bound at ${formatDuration(entry.target)} or below`,
        }),
      )
  })
}

/** Two demands that mean different things, and one value over both. */
function oneForSeveral(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const labels = new Map((draft.slas ?? []).map(({ key, label }) => [key, label?.trim() ?? '']))
  const rows = monitorObjectives(plan).filter(({ objective }) => objective.source === 'sla')
  return rows.flatMap((left, index) =>
    rows
      .slice(index + 1)
      .filter((right) => areToldApart(left, right, labels) && left.entry.target !== right.entry.target)
      .map((right) => {
        const shown = [left, right].map(({ entry }) => formatValue(entry.target, entry.criterion.unit))
        return warning(NAME, [placeOf(left.objective), placeOf(right.objective)], {
          message: `"${labels.get(left.objective.key)}" and "${labels.get(right.objective.key)}" are both read from ${left.key}: one value over both can show neither`,
          arithmetic: `${shown.join(' and ')} of monitor(${left.key})`,
          fix: 'Monitor a value of each, for example by a label, or judge them in scenarios of their own',
        })
      }),
  )
}

export function areToldApart(
  left: Pick<MonitorObjective, 'key' | 'objective'>,
  right: Pick<MonitorObjective, 'key' | 'objective'>,
  labels: ReadonlyMap<string, string>,
): boolean {
  const [mine, yours] = [labels.get(left.objective.key), labels.get(right.objective.key)]
  const sameRuns =
    left.objective.scenario === right.objective.scenario &&
    left.objective.scenarioTypes.join() === right.objective.scenarioTypes.join()
  return left.key === right.key && sameRuns && Boolean(mine) && Boolean(yours) && mine !== yours
}
