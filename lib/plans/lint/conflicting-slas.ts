// Two objectives that judge the same attempts by the same metric with other thresholds: one of them is not meant. Also `<` beside `≤`, none
// at all beside a tolerance, and a row for everything that is stricter than a row for a part of it.

import { formatDuration } from '#lib/core/duration.ts'
import { formatRate } from '#lib/core/units.ts'
import type { CompiledObjective, CompiledPlan } from '../compiled.ts'
import { formatEntry, formatValue } from '../criterion-text.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { areToldApart } from './blind-monitor.ts'
import { conflictingStatements } from './conflicting-statements.ts'
import { grouped } from './figures.ts'
import { type Single, singlesOf } from './judged-criteria.ts'
import { monitorObjectives } from './monitored.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'conflicting-slas'

export const conflictingSlas: LintRule = {
  name: NAME,
  check(draft, plan) {
    if (!plan) return []
    const rows = plan.objectives.filter((one) => one.source !== 'resource')
    return [
      ...pairsOf(rows, subjectOf).flatMap(([left, right]) => samePlace(draft, plan, left, right)),
      ...pairsOf(
        rows.filter(({ source }) => source === 'sla'),
        metricOf,
      ).flatMap(([left, right]) => zeroBeside(left, right)),
      ...wholeStricterThanPart(rows.filter(({ source }) => source === 'sla')),
      ...conflictingStatements(draft, plan),
    ]
  },
}

/** Pairs that agree in what `identity` says, in the order of the document. */
function pairsOf(rows: CompiledObjective[], identity: (row: CompiledObjective) => string) {
  const groups = Map.groupBy(rows, identity)
  return [...groups.values()].flatMap((group) =>
    group.flatMap((left, index) =>
      group.slice(index + 1).map((right): [CompiledObjective, CompiledObjective] => [left, right]),
    ),
  )
}

function subjectOf({ entry }: CompiledObjective): string {
  return JSON.stringify(
    singlesOf(entry).map(({ criterion }) => [
      criterion.metric,
      criterion.service,
      criterion.selector,
      criterion.window,
    ]),
  )
}

/** Whatever the window. */
function metricOf({ entry }: CompiledObjective): string {
  return JSON.stringify(
    singlesOf(entry).map(({ criterion }) => [criterion.metric, criterion.service, criterion.selector]),
  )
}

function samePlace(draft: PlanDraft, plan: CompiledPlan, left: CompiledObjective, right: CompiledObjective): Finding[] {
  if (!overlap(left, right) || agree(left, right)) return []
  const told = left.source === right.source ? otherThresholds(draft, plan, left, right) : otherStrictness(left, right)
  return told ? [told] : []
}

function otherThresholds(draft: PlanDraft, plan: CompiledPlan, left: CompiledObjective, right: CompiledObjective) {
  const labels = new Map((draft.slas ?? []).map(({ key, label }) => [key, label?.trim() ?? '']))
  const [first] = singlesOf(left.entry)
  const metric = first?.criterion.metric
  // Two demands on one value: blind-monitor says what is wrong with that.
  if (metric?.kind === 'monitor') {
    const key = metric.key
    if (areToldApart({ key, objective: left }, { key, objective: right }, labels)) return null
  }
  return warning(NAME, [placeOf(left), placeOf(right)], {
    message: `${left.key} and ${right.key} judge the same by different measures: ${left.judge} and ${right.judge}`,
    arithmetic: `${thresholds(left)} against ${thresholds(right)}${drained(plan, left, right)}`,
    fix: `Keep one of them, or tell them apart by scenario or when, for example when: ["type:stress"]`,
  })
}

/** A backlog in time beside a backlog in items: what the first comes to at the rate it is worked off. */
function drained(plan: CompiledPlan, left: CompiledObjective, right: CompiledObjective): string {
  const singles = [left, right].flatMap(({ entry }) => singlesOf(entry))
  const time = singles.find(({ criterion }) => criterion.unit === 'ms')
  const items = singles.find(({ criterion }) => criterion.unit === 'count')
  const drain = monitorObjectives(plan).find(
    ({ entry }) => entry.criterion.unit === 'perSecond' && entry.criterion.comparator.startsWith('>'),
  )
  if (!time || !items || !drain) return ''
  const rate = drain.entry.target
  return `; ${formatDuration(time.target)} × ${formatRate(rate)} = ${grouped(Math.round((time.target / 1000) * rate))}, not ${grouped(items.target)}`
}

/** The same number in two lists, which one of them may reach. */
function otherStrictness(left: CompiledObjective, right: CompiledObjective): Finding | null {
  const [mine, yours] = [singlesOf(left.entry)[0], singlesOf(right.entry)[0]]
  if (!mine || !yours || left.entry.kind === 'any' || right.entry.kind === 'any') return null
  const [one, other] = [mine.criterion.comparator, yours.criterion.comparator]
  const sameWay = one !== other && one[0] === other[0] && '<>'.includes(one[0] ?? '')
  if (!sameWay || mine.target !== yours.target || mine.criterion.unit !== yours.criterion.unit) return null
  const value = formatValue(mine.target, mine.criterion.unit)
  return warning(NAME, [placeOf(left), placeOf(right)], {
    message: `${left.judge} and ${right.judge} are not the same: ${value} exactly passes one and fails the other`,
    arithmetic: `${one} ${value} against ${other} ${value}`,
    fix: `Write ${one.length > 1 ? one : other} in both`,
  })
}

function agree(left: CompiledObjective, right: CompiledObjective): boolean {
  return formatEntry(left.entry) === formatEntry(right.entry) && thresholds(left) === thresholds(right)
}

function thresholds({ entry }: CompiledObjective): string {
  return singlesOf(entry)
    .map(({ criterion, target, limit }) => `${criterion.comparator} ${target} … ${limit}`)
    .join(' or ')
}

/** None at all, and some: `memory_growth = 0` beside at most 5 % at 4h. */
function zeroBeside(left: CompiledObjective, right: CompiledObjective): Finding[] {
  const [zero, some] = isZero(left) ? [left, right] : [right, left]
  if (!isZero(zero) || isZero(some) || subjectOf(left) === subjectOf(right) || !meet(left, right)) return []
  const [entry] = singlesOf(some.entry)
  if (!entry?.criterion.comparator.startsWith('<')) return []
  return [
    warning(NAME, [placeOf(zero), placeOf(some)], {
      message: `${zero.judge} allows none, ${some.judge} allows some`,
      arithmetic: `0 against ${formatValue(entry.target, entry.criterion.unit)}`,
      fix: `Write what is tolerated in both, or keep ${zero.key}`,
    }),
  ]
}

function isZero({ entry }: CompiledObjective): boolean {
  const singles = singlesOf(entry)
  return singles.length > 0 && singles.every(({ target, limit }) => target === 0 && limit === 0)
}

/** Parts that keep their row and break that of the whole, told once for each whole. */
function wholeStricterThanPart(rows: CompiledObjective[]): Finding[] {
  const percentiles = rows.flatMap((row) => {
    const [entry] = singlesOf(row.entry)
    const isUsual = entry?.criterion.metric.kind === 'percentile' && entry.criterion.window === null
    return entry && isUsual && entry.criterion.comparator.startsWith('<') ? [{ row, entry }] : []
  })
  return percentiles
    .filter(({ entry }) => entry.criterion.selector === null)
    .flatMap((whole) => {
      const parts = percentiles
        .filter((part) => isLooserPart(whole, part))
        .toSorted((left, right) => right.entry.target - left.entry.target)
      const [loosest] = parts
      if (!loosest) return []
      return [
        warning(NAME, [placeOf(whole.row), placeOf(loosest.row)], {
          message: `${parts.map(({ row }) => row.key).join(', ')} may pass and break ${whole.row.key}, which is for all of them: ${whole.row.judge}`,
          arithmetic: `${parts.map(({ entry }) => formatDuration(entry.target)).join(', ')} > ${formatDuration(whole.entry.target)}`,
          fix: `Judge the operations by their rows alone, or allow ${formatDuration(loosest.entry.target)} over all`,
        }),
      ]
    })
}

interface Row {
  row: CompiledObjective
  entry: Single
}

function isLooserPart(whole: Row, part: Row): boolean {
  const same = JSON.stringify(part.entry.criterion.metric) === JSON.stringify(whole.entry.criterion.metric)
  const isPart = part.entry.criterion.selector?.kind === 'operation' && same
  return isPart && part.entry.target > whole.entry.target && overlap(whole.row, part.row)
}

/** Some run is judged by both. */
function meet(left: CompiledObjective, right: CompiledObjective): boolean {
  const [mine, yours] = [left.scenarioTypes, right.scenarioTypes]
  const types = mine.length === 0 || yours.length === 0 || mine.some((type) => yours.includes(type))
  return types && (left.scenario === null || right.scenario === null || left.scenario === right.scenario)
}

/** A row that names scenario types is an exception to one that does not, as is one that names a scenario. */
function overlap(left: CompiledObjective, right: CompiledObjective): boolean {
  if (left.scenario !== right.scenario) return false
  const [mine, yours] = [left.scenarioTypes, right.scenarioTypes]
  if (mine.length === 0 || yours.length === 0) return mine.length === yours.length
  return mine.some((type) => yours.includes(type))
}
