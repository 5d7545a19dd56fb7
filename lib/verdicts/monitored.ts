// What monitors told in a window, judged.
//   monitor(key)           of a gauge the mean of its readings, the worst beside it; of a counter what it rose, a second where a rate is
//                          asked for
//   increase(key, span)    the greatest rise from one reading to a later one within the span; asked in %, of a value that is none, a share
//   missing(key)           the longest gap; asked in %, the share of the readings that were missed
// Units: the criterion's; milliseconds since the start of the run.

import { formatDuration } from '#lib/core/duration.ts'
import {
  type Gap,
  greatestRise,
  hasValue,
  intervalOf,
  meanOfReadings,
  type Reading,
  readingsIn,
  riseOf,
  worstOf,
} from '#lib/monitors/aggregate.ts'
import { findNamed } from '#lib/monitors/named.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import { canonicalUnit, factorFor, mismatch } from '#lib/monitors/unit.ts'
import type { Criterion, Metric } from '#lib/plans/criterion.ts'
import type { Compliance } from '#lib/runs/verdict-schema.ts'
import { holds } from './comparator.ts'
import type { Evidence, TimeRange } from './evidence.ts'
import { clockOf } from './judged-window.ts'
import type { Measured } from './measure.ts'

/** What stands behind a value that monitors told. */
export interface MonitorTold {
  monitor: string
  key: string
  kind: MonitorSeries['kind']
  /** In the unit of the criterion, in order of time. */
  readings: Reading[]
  missed: number
  gaps: Gap[]
  /** Between readings; null where it is not known. */
  intervalMs: number | null
}

export type MonitorMetric = { kind: 'monitor' | 'missing'; key: string } | Extract<Metric, { kind: 'increase' }>

export const isMonitored = (metric: Metric): metric is MonitorMetric =>
  metric.kind === 'monitor' || metric.kind === 'increase' || metric.kind === 'missing'

export function measureMonitored(
  criterion: Criterion,
  metric: MonitorMetric,
  ranges: readonly TimeRange[],
  { monitors = [] }: Pick<Evidence, 'monitors'>,
): Measured {
  const series =
    findNamed(monitors, metric.key) ?? (metric.kind === 'missing' ? wholeMonitor(monitors, metric.key) : null)
  if (!series) return unmeasured(`no monitor measured ${metric.key} in this run`)
  const factor = metric.kind === 'missing' ? 1 : factorOf(criterion, metric, series)
  if (factor === null) return unmeasured(mismatch(series.unit, criterion.unit))
  const told = toldIn(series, ranges, factor)
  if (metric.kind === 'missing') return missingOf(told, criterion, ranges)
  if (told.readings.length === 0) return unmeasured(nothingFrom(told, ranges))
  if (metric.kind === 'increase') return increaseOf(told, criterion, metric, series)
  if (series.kind === 'counter') return countedOf(told, criterion, series, ranges, factor)
  return found(meanOfReadings(told.readings) ?? 0, told)
}

/** A source as such: it told something where any of its metrics did. */
function wholeMonitor(monitors: readonly MonitorSeries[], key: string): MonitorSeries | null {
  const own = monitors.filter(({ monitor }) => monitor === key)
  const [first] = own
  if (!first) return null
  const told = new Set(own.flatMap(({ points }) => points.filter(hasValue).map(({ offsetMs }) => offsetMs)))
  const points = first.points.map((point) =>
    point.value === null && told.has(point.offsetMs) ? { offsetMs: point.offsetMs, value: 0 } : point,
  )
  return { ...first, key, points }
}

/** 70 · 0.01 is 0.7 and not a hair more: what stands at its target meets it. */
export const tidy = (value: number): number => Number(value.toPrecision(12))

const unmeasured = (reason: string, samples = 0): Measured => ({ ok: false, reason, samples })
const found = (value: number, monitored: MonitorTold): Measured => ({
  ...{ ok: true, value: tidy(value), monitored },
  samples: monitored.readings.length,
})

/** A rise may be asked as a share of what it rose from, and a counter's as a rate. */
function factorOf({ unit }: Criterion, metric: MonitorMetric, series: MonitorSeries): number | null {
  const own = canonicalUnit(series.unit)
  if (metric.kind === 'increase' && isShareOfItself(unit, series)) return 1
  if (metric.kind === 'monitor' && series.kind === 'counter' && unit === 'perSecond') return own.factor
  return factorFor(series.unit, unit)
}

export function toldIn(series: MonitorSeries, ranges: readonly TimeRange[], factor: number): MonitorTold {
  const intervalMs = intervalOf(series.points)
  const parts = ranges.map((range) => readingsIn(series.points, range, intervalMs))
  const { monitor, key, kind } = series
  return {
    ...{ monitor, key, kind, intervalMs },
    readings: parts.flatMap(({ readings }) => readings.map((one) => ({ ...one, value: tidy(one.value * factor) }))),
    missed: parts.reduce((sum, { missed }) => sum + missed, 0),
    gaps: parts.flatMap(({ gaps }) => gaps),
  }
}

function nothingFrom({ monitor, key, gaps, intervalMs }: MonitorTold, ranges: readonly TimeRange[]): string {
  const [fromMs, toMs] = [ranges[0]?.fromMs ?? 0, ranges.at(-1)?.toMs ?? 0]
  const span = `from ${clockOf(fromMs)} to ${clockOf(toMs)}`
  const why = gaps[0]?.why
  if (why) return `${monitor} gave no value of ${key} ${span}: ${why}`
  const every = intervalMs === null ? '' : `, as it is read every ${Math.round(intervalMs / 1000)} s`
  return `no reading of ${key} lies ${span}${every}`
}

function missingOf(told: MonitorTold, { unit }: Criterion, ranges: readonly TimeRange[]): Measured {
  const expected = told.readings.length + told.missed
  if (expected === 0) return unmeasured(nothingFrom(told, ranges))
  const longest = Math.max(0, ...told.gaps.map(({ fromMs, toMs }) => toMs - fromMs))
  return { ...found(unit === 'fraction' ? told.missed / expected : longest, told), samples: expected }
}

function increaseOf(
  told: MonitorTold,
  { unit }: Criterion,
  { overMs }: Extract<Metric, { kind: 'increase' }>,
  series: MonitorSeries,
): Measured {
  const rise = greatestRise(told.readings, overMs, isShareOfItself(unit, series))
  if (!rise) return unmeasured(`a rise takes two readings of ${told.key} within its span`, told.readings.length)
  return found(Math.max(0, rise.by), told)
}

/** Of what is no share itself: memory that grew by 10 %. */
const isShareOfItself = (asked: Criterion['unit'], { unit }: MonitorSeries): boolean =>
  asked === 'fraction' && canonicalUnit(unit).unit !== 'fraction'

function countedOf(
  told: MonitorTold,
  { unit }: Criterion,
  { points, key }: MonitorSeries,
  ranges: readonly TimeRange[],
  factor: number,
): Measured {
  let [total, seconds] = [0, 0]
  for (const range of ranges) {
    const rise = riseOf(points, range)
    if (!rise.ok && rise.restartedMs !== null)
      return unmeasured(`the counter ${key} began anew at ${clockOf(rise.restartedMs)}`, told.readings.length)
    if (!rise.ok) return unmeasured(`the counter ${key} was read once only`, told.readings.length)
    total += rise.by * factor
    seconds += (rise.after.offsetMs - rise.before.offsetMs) / 1000
  }
  return found(unit === 'perSecond' ? total / seconds : total, told)
}

/** How the value was made of its readings. */
export function methodOfMonitored(metric: MonitorMetric, told: MonitorTold, unit: Criterion['unit']): string {
  const { monitor, key, readings, missed, gaps, kind, intervalMs } = told
  const source = `${key} as told by the monitor ${monitor}${intervalMs === null ? '' : `, every ${formatDuration(Math.round(intervalMs / 1000) * 1000)}`}.`
  return [source, howOf(metric, kind, unit), readingsText(readings.length, missed), gapsText(gaps)]
    .filter(Boolean)
    .join(' ')
}

function howOf(metric: MonitorMetric, kind: MonitorSeries['kind'], unit: Criterion['unit']): string {
  if (metric.kind === 'missing') return unit === 'fraction' ? 'Readings missed ÷ readings due.' : 'The longest gap.'
  if (metric.kind === 'increase')
    return `The greatest rise from one reading to a later one within ${formatDuration(metric.overMs)}.`
  if (kind === 'counter') return unit === 'perSecond' ? 'What the counter rose ÷ seconds.' : 'What the counter rose.'
  return 'Mean of the readings.'
}

const readingsText = (count: number, missed: number): string =>
  `${count} ${count === 1 ? 'reading' : 'readings'}${missed > 0 ? `, ${missed} missed` : ''}.`

const MOST_GAPS = 3

export function gapsText(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return ''
  const named = gaps
    .slice(0, MOST_GAPS)
    .map(({ fromMs, toMs, why }) => `${clockOf(fromMs)} to ${clockOf(toMs)} (${why})`)
  const more = gaps.length > MOST_GAPS ? ` and ${gaps.length - MOST_GAPS} more` : ''
  return `${gaps.length === 1 ? 'Gap' : 'Gaps'}: ${named.join(', ')}${more}.`
}

/** Share of the readings due that meet the target; one that was missed does not. Of gauges: a total cannot be held against it in parts. */
export function complianceOfMonitored(
  { metric, comparator }: Criterion,
  target: number,
  { readings, missed, kind, intervalMs }: MonitorTold,
): Compliance | null {
  if (metric.kind !== 'monitor' || kind === 'counter' || readings.length === 0) return null
  const compliant = readings.filter(({ value }) => holds(comparator, value, target)).length
  const worst = worstOf(readings, comparator !== '>' && comparator !== '>=')
  const windows = readings.length + missed
  return {
    ...{ share: compliant / windows, windows, compliant },
    windowSeconds: Math.max(1, Math.round((intervalMs ?? 1000) / 1000)),
    worst: worst && { atMs: Math.max(0, Math.floor(worst.offsetMs / 60_000) * 60_000), value: worst.value },
  }
}

/** More than half of what should have been read was not: what is left shows a breach, but proves nothing. */
export function unreadReason({ key, readings, missed, gaps }: MonitorTold, window: string): string | null {
  const due = readings.length + missed
  if (missed * 2 <= due) return null
  return `Only ${readings.length} of ${due} readings of ${key} were taken over ${window}. ${gapsText(gaps)}`
}
