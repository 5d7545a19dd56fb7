// Whether the target's own counters agree with what it acknowledged.
//   acknowledged = answers with 2xx of the operations a counter counts, whatever else was checked of them; of the load only, as the counter
//                  is read after setup and again after the load
//   missing      = acknowledged − (after − before)
//   cut off      = requests without a whole answer (timeouts, broken connections, interrupted): the target may have counted them or not
//   open         = what went in − Σ of the counters by which it ended (sent = delivered + bounced)
// Where a counter began anew, or was not read both before and after the load, nothing is told: another reading in its place would call
// missing what was sent before or after that. Units: counts. Source: 001 §delivery.

import { say, showCount } from '#lib/core/number-format.ts'
import { hasValue, type Rise, riseOf, valueAt } from '#lib/monitors/aggregate.ts'
import { findNamed } from '#lib/monitors/named.ts'
import type { MonitorPoint, MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledMonitorMetric } from '#lib/plans/compiled.ts'
import type { Analysis } from './analysis.ts'
import { analysis, atClock, figure } from './figure.ts'
import { reconcile } from './integrity.ts'
import type { RunData } from './run-data.ts'

const CUT_OFF = ['timeout', 'truncated', 'reset', 'protocol'] as const
const count = (value: number): string => say(showCount(value))

/** What the clocks of several workers may differ by at the end of a run. */
const CLOCKS_MS = 100
const CLOCKS_PART = 1e-4

/** Of all of a run: from the reading before it to the one after its end. `durationMs`: of the run. */
export function wholeRise(
  { points }: Pick<MonitorSeries, 'points'>,
  { durationMs }: Pick<RunData, 'durationMs'>,
): Rise {
  const rise = riseOf(points, { fromMs: 0, toMs: Number.POSITIVE_INFINITY })
  return rise.ok && !isWhole(rise.before, rise.after, durationMs) ? { ok: false, restartedMs: null } : rise
}

const isWhole = (before: MonitorPoint, after: MonitorPoint, durationMs: number): boolean =>
  before.offsetMs <= 0 && after.offsetMs >= durationMs * (1 - CLOCKS_PART) - CLOCKS_MS

/** One for each counter that counts operations of the run, or that must balance. */
export function analyseCounters(data: RunData): Analysis[] {
  return data.planned.monitors.flatMap(({ key: monitor, metrics }) =>
    metrics
      .filter(({ counts, balance }) => counts.some((key) => tookPart(data, key)) || balance.length > 0)
      .map((metric) => analyseCounter(data, monitor, metric)),
  )
}

function analyseCounter(data: RunData, monitor: string, metric: CompiledMonitorMetric): Analysis {
  const head = {
    key: `counters/${monitor}.${metric.key}`,
    title: `Counted by the target: ${metric.label}`,
    howToRead:
      'The counter of the target was read before and after the load. Its difference should be the requests it acknowledged (answers with 2xx). Requests that were cut off before an answer may be in it or not.',
  }
  const series = data.monitors.find((one) => one.monitor === monitor && one.key === metric.key)
  const rise = series ? wholeRise(series, data) : null
  if (!rise?.ok) return analysis(head, { tone: 'unknown', sentence: unknownWhy(metric.label, series, rise) })
  const isCounted = metric.counts.some((key) => tookPart(data, key))
  const outcomes = outcomesOf(data, monitor, metric.balance)
  const { acknowledged, cutOff } = acknowledgedOf(data, metric.counts)
  const found = reconcile(acknowledged, { before: rise.before.value, after: rise.after.value }, outcomes.rises)
  const told = [
    isCounted ? sayCounted(acknowledged, found, cutOff) : null,
    metric.balance.length > 0 ? sayBalance(metric, found, outcomes) : null,
  ].filter((one) => one !== null)
  return analysis(head, {
    tone: told.some(({ tone }) => tone === 'bad') ? 'bad' : told.some(({ tone }) => tone === 'note') ? 'note' : 'good',
    sentence: told.map(({ text }) => text).join(' '),
    figures: [
      ...(isCounted
        ? [
            figure('acknowledged', 'Acknowledged', acknowledged, 'count', { note: metric.counts.join(', ') }),
            figure('missing', 'Missing', found.missing, 'count'),
            figure('cut-off', 'Cut off before an answer', cutOff, 'count'),
          ]
        : []),
      figure('counted', 'Counted by the target', found.counted, 'count'),
      figure('before', 'Before', rise.before.value, 'count'),
      figure('after', 'After', rise.after.value, 'count'),
      ...(found.unaccounted === null ? [] : [figure('unaccounted', 'Not accounted for', found.unaccounted, 'count')]),
    ],
    suggestion:
      isCounted && found.missing > 0
        ? {
            title: `${count(found.missing)} of ${count(acknowledged)} acknowledged requests are missing from ${metric.label}`,
            severity: 'critical',
            advice: 'Acknowledge a request only once its work is stored for good; look for what is dropped in between.',
          }
        : null,
  })
}

function unknownWhy(label: string, series: MonitorSeries | undefined, rise: Rise | null): string {
  if (!series) return `${label} was not read in this run.`
  if (rise && !rise.ok && rise.restartedMs !== null)
    return `${label} fell at ${atClock(Math.max(0, rise.restartedMs))}: the counter began anew, so what it counted before is not known.`
  return `${label} was not read both before and after the load.`
}

const tookPart = ({ series }: RunData, operation: string): boolean =>
  series.some(({ series: one }) => one.kind === 'operation' && one.key === operation)

/** Answers with 2xx, and what was cut off, of the operations. */
function acknowledgedOf({ series }: RunData, operations: readonly string[]): { acknowledged: number; cutOff: number } {
  let [acknowledged, cutOff] = [0, 0]
  for (const { series: one, window } of series) {
    if (one.kind !== 'operation' || !operations.includes(one.key)) continue
    const { status, errors, interrupted } = window.counts
    acknowledged += status['2xx'] ?? 0
    cutOff += interrupted + CUT_OFF.reduce((sum, name) => sum + (errors[name] ?? 0), 0)
  }
  return { acknowledged, cutOff }
}

interface Told {
  tone: 'good' | 'note' | 'bad'
  text: string
}

function sayCounted(
  acknowledged: number,
  { counted, missing }: { counted: number; missing: number },
  cutOff: number,
): Told {
  const head = `The target acknowledged ${count(acknowledged)} requests and counted ${count(counted)}`
  const open = cutOff > 0 ? ` ${count(cutOff)} more were cut off before an answer and may have been counted` : ''
  if (missing > 0) {
    const upTo = cutOff > 0 ? `${open}, so up to ${count(missing + cutOff)} may be missing.` : ''
    return {
      tone: 'bad',
      text: `${head}: ${count(missing)} of ${count(acknowledged)} acknowledged are missing.${upTo}`,
    }
  }
  if (missing === 0)
    return { tone: cutOff > 0 ? 'note' : 'good', text: `${head}: none is missing.${open ? `${open}.` : ''}` }
  const extra = -missing
  if (extra <= cutOff)
    return {
      tone: 'note',
      text: `${head}: ${count(extra)} more, which may be among the ${count(cutOff)} cut off before an answer.`,
    }
  return {
    tone: 'bad',
    text: `${head}: ${count(extra)} more than it acknowledged. Somebody else sent some, or it counted some twice.`,
  }
}

interface Outcomes {
  /** null where one of them cannot be told. */
  rises: number[] | null
  missing: string | null
}

/** Of a key that several monitors have, that of the own one is meant. */
function outcomesOf(data: RunData, monitor: string, keys: readonly string[]): Outcomes {
  if (keys.length === 0) return { rises: null, missing: null }
  const rises: number[] = []
  for (const key of keys) {
    const series = findNamed(data.monitors, `${monitor}.${key}`) ?? findNamed(data.monitors, key)
    const change = series && changeOf(series, data)
    if (change == null) return { rises: null, missing: key }
    rises.push(change)
  }
  return { rises, missing: null }
}

/** Over all of the run. A gauge, what is still there, may have fallen. */
function changeOf(series: MonitorSeries, data: RunData): number | null {
  if (series.kind === 'counter') {
    const rise = wholeRise(series, data)
    return rise.ok ? rise.by : null
  }
  const [before, after] = [valueAt(series.points, 0), series.points.findLast(hasValue)]
  return before && after && isWhole(before, after, data.durationMs) ? after.value - before.value : null
}

function sayBalance(
  { label, balance }: CompiledMonitorMetric,
  { counted, unaccounted }: { counted: number; unaccounted: number | null },
  { rises, missing }: Outcomes,
): Told {
  if (rises === null || unaccounted === null)
    return {
      tone: 'note',
      text: `Whether ${label} balances is not known, as ${missing} was not read before and after, or began anew.`,
    }
  const sum = balance.map((key, at) => `${count(rises[at] ?? 0)} ${key}`).join(' + ')
  const head = `${label} ${count(counted)} = ${sum}`
  if (unaccounted === 0) return { tone: 'good', text: `${head}: it balances.` }
  const rest = `${count(Math.abs(unaccounted))} ${unaccounted > 0 ? 'are not accounted for' : 'ended without having begun'}`
  return { tone: 'bad', text: `${head.replace(' = ', ' ≠ ')}: ${rest}.` }
}
