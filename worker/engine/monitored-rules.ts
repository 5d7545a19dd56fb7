// Stop rules on what monitors tell, which comes every few seconds and may not come at all.
//   monitor(key)         every reading of the window holds, and none was missed. A window shorter than an interval and a half holds the
//                        newest reading; so does a rule without `for`
//   increase             as in a verdict, over what the run has been going on for so far
//   missing              likewise, from the first reading that is known here: what was read before that, by another worker, for another
//                        level of a search, or longer ago than is kept, is no gap
// What was not read never stops a run; only missing(key) is about that.

import { hasValue, intervalOf } from '#lib/monitors/aggregate.ts'
import { findNamed } from '#lib/monitors/named.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import { factorFor } from '#lib/monitors/unit.ts'
import type { Criterion } from '#lib/plans/criterion.ts'
import { holds } from '#lib/verdicts/comparator.ts'
import { isMonitored, measureMonitored, tidy } from '#lib/verdicts/monitored.ts'

/** Of a rule without `for` whose source has told only once. */
const DEFAULT_INTERVAL_MS = 10_000

export function isMonitorRule({ metric }: Criterion): boolean {
  return isMonitored(metric)
}

/** `endMs` of the run is now. */
export function isMetByMonitors(criterion: Criterion, endMs: number, monitors: readonly MonitorSeries[]): boolean {
  const { metric, comparator, value } = criterion
  if (!isMonitored(metric)) return false
  const series = metric.kind === 'monitor' ? findNamed(monitors, metric.key) : null
  if (series?.kind === 'gauge') return areAllReadingsBeyond(criterion, series, endMs)
  const lengthMs = metric.kind === 'increase' ? metric.overMs : (criterion.forMs ?? endMs)
  const fromMs = metric.kind === 'missing' ? firstKnownMs(metric.key, monitors) : endMs - lengthMs
  const measured = measureMonitored(criterion, metric, [{ fromMs: Math.max(0, fromMs), toMs: endMs }], { monitors })
  return measured.ok && holds(comparator, measured.value, value)
}

/** Of a metric, or of a monitor. */
function firstKnownMs(key: string, monitors: readonly MonitorSeries[]): number {
  const series = findNamed(monitors, key) ?? monitors.find(({ monitor }) => monitor === key)
  return series?.points[0]?.offsetMs ?? 0
}

function areAllReadingsBeyond(criterion: Criterion, series: MonitorSeries, endMs: number): boolean {
  const factor = factorFor(series.unit, criterion.unit)
  if (factor === null) return false
  const intervalMs = intervalOf(series.points) ?? DEFAULT_INTERVAL_MS
  const fromMs = endMs - (criterion.forMs ?? 0)
  const newest = series.points.at(-1)
  if (!newest || newest.offsetMs <= endMs - 1.5 * intervalMs) return false
  const inside = series.points.filter(({ offsetMs }) => offsetMs >= fromMs)
  const window = inside.length > 0 ? inside : [newest]
  // The window is seen as a whole: something was read within an interval and a half of its beginning, or before it.
  const isCovered = criterion.forMs === null || (series.points[0]!.offsetMs <= fromMs && fromMs >= 0)
  const isUnbroken = window.every(
    ({ offsetMs }, at) => offsetMs - (window[at - 1]?.offsetMs ?? fromMs) < 1.5 * intervalMs,
  )
  return (
    isCovered &&
    (isUnbroken || criterion.forMs === null) &&
    window.every((point) => hasValue(point) && holds(criterion.comparator, tidy(point.value * factor), criterion.value))
  )
}
