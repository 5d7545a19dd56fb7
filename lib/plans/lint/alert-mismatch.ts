// An alert beside the limit it watches: the same percentile, the severity its level has, the share of the limit it claims; and the levels
// of a resource in their order.

import { formatPercent, parseWhole } from '#lib/core/units.ts'
import type { CompiledPlan } from '../compiled.ts'
import type { Criterion, Metric, Selector } from '../criterion.ts'
import { parseCriterion, parseMetric } from '../criterion-parser.ts'
import { formatMetric, formatSelector, formatValue } from '../criterion-text.ts'
import { lowerIsBetter, readValue, unitsOf } from '../criterion-unit.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { singlesOf } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'alert-mismatch'

export const alertMismatch: LintRule = {
  name: NAME,
  check(draft, plan) {
    const watched = watchedBy(draft)
    return [
      ...levelOrder(draft),
      ...watched.flatMap((one) => severity(draft, one)),
      ...(plan
        ? watched.flatMap((one) => [...otherPercentile(draft, plan, one), ...claimedShare(draft, plan, one)])
        : []),
    ]
  },
}

type Alert = NonNullable<PlanDraft['alerts']>[number]

interface Watched {
  alert: Alert
  criterion: Criterion
  place: string
}

function watchedBy(draft: PlanDraft): Watched[] {
  return (draft.alerts ?? []).flatMap((alert) =>
    (alert.when ?? []).flatMap((text, index) => {
      const read = parseCriterion(text)
      return read.ok ? [{ alert, criterion: read.criterion, place: `alerts.${alert.key}.when.${index}` }] : []
    }),
  )
}

const subject = (criterion: Pick<Criterion, 'metric' | 'selector'>) =>
  `${formatMetric(criterion.metric)}${criterion.selector ? `(${formatSelector(criterion.selector)})` : ''}`

interface LimitedPercentile {
  place: string
  metric: Metric
  selector: Selector | null
  limit: number
}

/** Limits of objectives, and levels at which somebody is told. */
function percentileLimits(draft: PlanDraft, plan: CompiledPlan): LimitedPercentile[] {
  const judged = plan.objectives.flatMap((objective) =>
    singlesOf(objective.entry).map(({ criterion: { metric, selector }, limit }) => ({
      place: placeOf(objective),
      metric,
      selector,
      limit,
    })),
  )
  const levels = (draft.resources ?? []).flatMap((resource, index) => {
    const read = parseMetric(resource.metric ?? '')
    return (['alert', 'critical'] as const).flatMap((level) => {
      const value = read.ok ? readValue(resource[level] ?? '', unitsOf(read.metric)) : null
      if (!read.ok || !value?.ok) return []
      const place = `resources.${resource.key ?? index}.${level}`
      return [{ place, metric: read.metric, selector: read.selector, limit: value.value }]
    })
  })
  return [...judged, ...levels].filter(({ metric }) => metric.kind === 'percentile')
}

/** The limit stands at one percentile, the alert with the same number at another. */
function otherPercentile(draft: PlanDraft, plan: CompiledPlan, { criterion, place }: Watched): Finding[] {
  const { metric, selector } = criterion
  if (metric.kind !== 'percentile') return []
  const limits = percentileLimits(draft, plan).filter(
    (one) => one.limit === criterion.value && JSON.stringify(one.selector) === JSON.stringify(selector),
  )
  const [other] = limits
  if (!other || limits.some((one) => formatMetric(one.metric) === formatMetric(metric))) return []
  const value = formatValue(criterion.value, criterion.unit)
  return [
    warning(NAME, [other.place, place], {
      message: `The limit of ${value} is one of ${formatMetric(other.metric)}, the alert at ${value} watches ${formatMetric(metric)}`,
      arithmetic: `${subject(other)} against ${subject(criterion)}, both ${value}`,
      fix: `Watch ${formatMetric(other.metric)}, or write the level of ${formatMetric(metric)}`,
    }),
  ]
}

type Level = 'normal' | 'peak' | 'alert' | 'critical'
const LEVELS: readonly Level[] = ['normal', 'peak', 'alert', 'critical']

interface Levels {
  place: string
  metric: string
  unit: Criterion['unit']
  higherIsWorse: boolean
  values: { level: Level; value: number }[]
}

function levelsOf(draft: PlanDraft): Levels[] {
  return (draft.resources ?? []).flatMap((resource, index) => {
    const read = parseMetric(resource.metric ?? '')
    if (!read.ok) return []
    const written = LEVELS.flatMap((level) => {
      const value = readValue(resource[level] ?? '', unitsOf(read.metric))
      return value.ok ? [{ level, value: value.value, unit: value.unit }] : []
    })
    const [first] = written
    if (!first || written.some((one) => one.unit !== first.unit)) return []
    return [
      {
        place: `resources.${resource.key ?? index}`,
        metric: formatMetric(read.metric),
        unit: first.unit,
        higherIsWorse: lowerIsBetter(read.metric) !== false,
        values: written,
      },
    ]
  })
}

function levelOrder(draft: PlanDraft): Finding[] {
  return levelsOf(draft).flatMap(({ place, metric, unit, higherIsWorse, values }) =>
    values.slice(1).flatMap((next, index) => {
      const before = values[index]
      if (!before || before.value === next.value || before.value < next.value === higherIsWorse) return []
      const [first, second] = [before, next].map((one) => formatValue(one.value, unit))
      return [
        warning(NAME, [`${place}.${before.level}`, `${place}.${next.level}`], {
          message: `The ${next.level} level of ${metric} is reached before its ${before.level} level`,
          arithmetic: `${before.level} ${first}, ${next.level} ${second}`,
          fix: 'Write them in the order normal, peak, alert, critical',
        }),
      ]
    }),
  )
}

/** An alert level asks for a warning, a critical level for a critical alert. */
function severity(draft: PlanDraft, { alert, criterion, place }: Watched): Finding[] {
  const levels = levelsOf(draft).find((one) => one.metric === formatMetric(criterion.metric))
  const at = levels?.values.filter(({ value }) => value === criterion.value).map(({ level }) => level) ?? []
  const written = alert.severity?.trim().toLowerCase()
  if (!levels || !written || at.length === 0) return []
  const isCritical = written === 'critical'
  const level = isCritical ? 'alert' : 'critical'
  if (at.includes(isCritical ? 'critical' : 'alert') || !at.includes(level)) return []
  const value = formatValue(criterion.value, criterion.unit)
  return [
    warning(NAME, [`${levels.place}.${level}`, `alerts.${alert.key}.severity`], {
      message: `${value} of ${levels.metric} is its ${level} level, the alert ${alert.key} calls it ${written}`,
      arithmetic: `${level} ${value} in ${levels.place}, ${written} ${value} in ${place}`,
      fix: isCritical ? 'Write severity: warning, or make it the critical level' : 'Write severity: critical',
    }),
  ]
}

const SHARE = /(\d+(?:\.(\d+))?)\s*%\s*of\s+(?:the\s+|its\s+)?(?:\w+\s+)?(?:limit|maximum|pool)/i

/** `80% of the limit` in its procedure agrees when it is the exact share rounded to its own digits. */
function claimedShare(draft: PlanDraft, plan: CompiledPlan, { alert, criterion, place }: Watched): Finding[] {
  const claim = SHARE.exec(alert.procedure ?? '')
  const limit = claim && limitOf(draft, plan, criterion)
  if (!claim?.[1] || !limit) return []
  const exact = (100 * criterion.value) / limit.value
  if (exact.toFixed(claim[2]?.length ?? 0) === Number(claim[1]).toFixed(claim[2]?.length ?? 0)) return []
  const [value, most] = [criterion.value, limit.value].map((one) => formatValue(one, criterion.unit))
  const right = formatValue((limit.value * Number(claim[1])) / 100, criterion.unit)
  return [
    warning(NAME, [place, limit.place], {
      message: `${alert.key} says ${claim[1]}% of the limit, but ${value} of ${most} are ${formatPercent(Number((exact / 100).toPrecision(3)))}`,
      arithmetic: `${value} / ${most} = ${formatPercent(Number((exact / 100).toPrecision(3)))}; ${claim[1]}% are ${right}`,
      fix: `Write ${right}, or ${Math.round(exact)}%`,
    }),
  ]
}

function limitOf(draft: PlanDraft, plan: CompiledPlan, { metric, unit }: Criterion) {
  const judged = plan.objectives.find(({ entry }) =>
    singlesOf(entry).some(
      (one) => one.criterion.unit === unit && formatMetric(one.criterion.metric) === formatMetric(metric),
    ),
  )
  const entry = judged && singlesOf(judged.entry)[0]
  if (judged && entry) return { value: entry.limit, place: placeOf(judged) }
  if (metric.kind !== 'monitor' || !/connection|pool/i.test(metric.key)) return null
  const components = (draft.environments ?? []).flatMap((environment) =>
    (environment.components ?? []).map((component, index) => ({
      most: parseWhole(component.maxConnections ?? ''),
      place: `environments.${environment.key}.components.${index}.maxConnections`,
    })),
  )
  const found = components.find(({ most }) => most.ok)
  return found?.most.ok ? { value: found.most.value, place: found.place } : null
}
