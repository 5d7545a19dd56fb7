// Lines that a chart of a monitored value is held against: the four levels of a resource, targets and limits of what is judged by it, and
// the level at which its metric alerts. In the unit the plan states for the metric; of a counter, which is drawn as a rate, a second.

import type { CompiledObjective } from '#lib/plans/compiled.ts'
import type { Comparator, CriterionUnit } from '#lib/plans/criterion.ts'
import { parseMetric } from '#lib/plans/criterion-parser.ts'
import { readValue, unitsOf } from '#lib/plans/criterion-unit.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { type Single, singlesOf } from '#lib/plans/lint/judged-criteria.ts'
import { findNamed } from './named.ts'
import type { MonitorSeries } from './sample.ts'
import { canonicalUnit, factorFor } from './unit.ts'

export interface MonitorLine {
  /** `normal`, `alert`, `limit` … */
  label: string
  at: number
  /** Beyond a target one should look, beyond a limit it is broken; a plain one is only shown. */
  tone: 'plain' | 'target' | 'limit'
  isLowerBetter: boolean
}

type Named = Pick<MonitorSeries, 'monitor' | 'key' | 'unit' | 'kind'>
type Draft = Pick<PlanDraft, 'resources' | 'monitors'>

const LEVELS = ['normal', 'peak', 'alert', 'critical'] as const

/** `objectives`: what the run is judged by. `all`: every metric, to tell which one a criterion means. */
export function linesOf(
  series: Named,
  all: readonly Named[],
  { draft, objectives }: { draft: Draft; objectives: readonly CompiledObjective[] },
): MonitorLine[] {
  const isOwn = (key: string): boolean => findNamed(all, key) === series
  const judged = objectives.flatMap((objective) =>
    singlesOf(objective.entry)
      .filter(({ criterion: { metric } }) => metric.kind === 'monitor' && isOwn(metric.key))
      .flatMap((entry) => ofObjective(series, objective, entry)),
  )
  const levels = (draft.resources ?? []).flatMap((resource) => {
    const read = parseMetric(resource.metric ?? '')
    if (!read.ok || read.metric.kind !== 'monitor' || !isOwn(read.metric.key)) return []
    const { metric } = read
    return LEVELS.flatMap((label): MonitorLine[] => {
      const value = readValue(resource[label] ?? '', unitsOf(metric))
      const at = value.ok ? inOwnUnit(series, value.value, value.unit) : null
      if (at === null) return []
      const isJudged = judged.some(({ at: other }) => other === at)
      const tone = label === 'critical' ? 'limit' : label === 'alert' || isJudged ? 'target' : 'plain'
      return [{ label, at, tone, isLowerBetter: true }]
    })
  })
  return distinct([...levels, ...alertOf(series, draft), ...judged])
}

function ofObjective(series: Named, { source }: CompiledObjective, entry: Single): MonitorLine[] {
  const { comparator, unit } = entry.criterion
  const isLowerBetter = isLower(comparator)
  const line = (label: string, value: number, tone: MonitorLine['tone']): MonitorLine[] => {
    const at = inOwnUnit(series, value, unit)
    return at === null ? [] : [{ label, at, tone, isLowerBetter }]
  }
  const limit = line(source === 'resource' ? 'critical' : 'limit', entry.limit, 'limit')
  return entry.target === entry.limit ? limit : [...line('target', entry.target, 'target'), ...limit]
}

/** `> 25` beside the metric. */
function alertOf(series: Named, { monitors }: Draft): MonitorLine[] {
  const metrics = monitors?.find(({ key }) => key === series.monitor)?.metrics
  const text = metrics?.find(({ key }) => key === series.key)?.alert ?? ''
  const match = /^\s*([<>])=?\s*(.+)$/.exec(text)
  if (!match?.[2]) return []
  const value = readValue(match[2], unitsOf({ kind: 'monitor', key: series.key }))
  const at = value.ok ? inOwnUnit(series, value.value, value.unit) : null
  return at === null ? [] : [{ label: 'alert', at, tone: 'target', isLowerBetter: match[1] === '>' }]
}

const isLower = (comparator: Comparator): boolean => comparator !== '>' && comparator !== '>='

function inOwnUnit({ unit, kind }: Named, value: number, given: CriterionUnit): number | null {
  if (kind === 'counter') return given === 'perSecond' ? value / canonicalUnit(unit).factor : null
  const factor = factorFor(unit, given)
  return factor === null ? null : Number((value / factor).toPrecision(12))
}

/** Of several at one height the first, as the levels of a resource are named best. */
function distinct(lines: readonly MonitorLine[]): MonitorLine[] {
  return lines.filter((line, at) => lines.findIndex((one) => one.at === line.at) === at).sort((a, b) => a.at - b.at)
}
