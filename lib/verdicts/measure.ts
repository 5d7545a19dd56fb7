// The value of a metric in a window, with the attempts behind it.
// Judged percentile q of n = ok + failed + dropped by the target + interrupted: the ⌈q·n⌉-th smallest, all but ok attempts ranking
// slower than any value; it needs n ≥ 10 / (1 − q), so that ten attempts lie beyond it. Rates count completed attempts
// (ok and failed) over the seconds of the window. Units: the criterion's (ms, per second, fraction, bytes, count).

import type { Criterion, PlainMetric, Selector } from '#lib/plans/criterion.ts'
import { formatMetric } from '#lib/plans/criterion-text.ts'
import { attemptsForPercentile } from '#lib/plans/samples-needed.ts'
import { rankOf } from '#lib/runs/histogram.ts'
import { judgedAttempts, judgedQuantile, type MergedWindow, responseSpread, serviceSpread } from '#lib/runs/window.ts'
import type { Evidence, TimeRange } from './evidence.ts'
import { lengthMs } from './judged-window.ts'
import { isMonitored, type MonitorTold, measureMonitored } from './monitored.ts'

export type Measured =
  /** `value` is Infinity when a judged percentile lies among attempts that were never answered well. */
  { ok: true; value: number; samples: number; monitored?: MonitorTold } | { ok: false; reason: string; samples: number }

/** What an analysis of the whole run found. */
export type Analysed = Measured & { inBytes?: number }

export function measure(criterion: Criterion, ranges: readonly TimeRange[], evidence: Evidence): Measured {
  const { metric, selector, unit } = criterion
  if (metric.kind === 'custom') return ofCustom(metric.key, criterion, ranges, evidence)
  if (isMonitored(metric)) return measureMonitored(criterion, metric, ranges, evidence)
  if (metric.kind === 'alert') return missing(`the alert ${metric.key} was not watched in this run`)
  if (metric.kind === 'plain') {
    // Analyses speak of the run as a whole.
    const known = selector === null ? evidence.analysed?.[metric.name] : undefined
    if (known) return inUnit(known, unit)
    if (metric.name === 'users') return meanUsers(ranges, evidence)
  }
  return measureWindow(criterion, evidence.tally(selector, ranges), lengthMs(ranges))
}

/** Growth is told as a share and in bytes. */
function inUnit(known: Analysed, unit: Criterion['unit']): Measured {
  return known.ok && unit === 'bytes' && known.inBytes !== undefined ? { ...known, value: known.inBytes } : known
}

/** Of what was counted in one window. `few`: also a percentile of fewer attempts than a verdict needs. */
export function measureWindow(
  criterion: Criterion,
  window: MergedWindow,
  durationMs: number,
  { few = false } = {},
): Measured {
  const { metric, selector } = criterion
  if (metric.kind === 'percentile') return percentile(criterion, metric.percentile / 100, window, few)
  if (metric.kind !== 'plain') return missing('it is not counted')
  if (selector?.kind === 'status') return ofStatus(metric.name, selector, criterion, window, durationMs)
  return (
    PLAIN[metric.name]?.(window, durationMs / 1000, criterion) ??
    missing(NOT_MEASURED[metric.name] ?? 'it was not measured')
  )
}

const missing = (reason: string, samples = 0): Measured => ({ ok: false, reason, samples })
const found = (value: number, samples: number): Measured => ({ ok: true, value, samples })
export const NO_ATTEMPT = 'no attempt was measured in it'

function percentile(criterion: Criterion, fraction: number, window: MergedWindow, few: boolean): Measured {
  const { selector, service } = criterion
  if (selector?.kind === 'status') return missing('response times are not kept per status')
  const attempts = judgedAttempts(window.counts)
  if (attempts === 0) return missing(NO_ATTEMPT)
  const needed = attemptsForPercentile(fraction)
  if (attempts < needed && !few) {
    const name = formatMetric(criterion.metric)
    return missing(`${name} needs ${count(needed)} attempts, there were ${count(attempts)}`, attempts)
  }
  const micros = service
    ? judgedService(window, fraction, attempts)
    : (judgedQuantile(window, fraction) ?? Number.POSITIVE_INFINITY)
  return found(micros / 1000, attempts)
}

function judgedService(window: MergedWindow, fraction: number, attempts: number): number {
  return window.okService.valueAtRank(rankOf(fraction, attempts)) ?? Number.POSITIVE_INFINITY
}

type Reader = (window: MergedWindow, seconds: number, criterion: Criterion) => Measured

const finished = ({ counts }: MergedWindow) => counts.ok + counts.failed

function share(part: number, whole: number, otherwise = NO_ATTEMPT): Measured {
  return whole > 0 ? found(part / whole, whole) : missing(otherwise)
}

function perSecond(amount: number, seconds: number, samples: number): Measured {
  return seconds > 0 ? found(amount / seconds, samples) : missing('the window is empty')
}

function spread(name: 'mean' | 'min'): Reader {
  return (window, _seconds, { service }) => {
    const value = (service ? serviceSpread(window) : responseSpread(window))[name]
    return value === null ? missing('no attempt was answered well in it') : found(value / 1000, window.counts.ok)
  }
}

/** The slowest of all answered or failed attempts: a timeout counts with the time it took. */
function slowest(window: MergedWindow, service: boolean): Measured {
  const failed = service ? null : window.failedResponse.quantile(1)
  const ok = service ? window.okService.quantile(1) : window.maxMicros
  if (ok === null && failed === null) return missing(NO_ATTEMPT)
  return found(Math.max(ok ?? 0, failed ?? 0) / 1000, finished(window))
}

const PLAIN: Partial<Record<PlainMetric, Reader>> = {
  mean: spread('mean'),
  min: spread('min'),
  max: (window, _seconds, { service }) => slowest(window, service),
  rate: (window, seconds) => perSecond(finished(window), seconds, finished(window)),
  ok_rate: (window, seconds, { unit }) => {
    if (unit === 'perSecond') return perSecond(window.counts.ok, seconds, finished(window))
    return share(window.counts.ok, finished(window))
  },
  error_rate: (window) => share(window.counts.failed, finished(window)),
  check_rate: ({ counts }) =>
    share(counts.checksPassed, counts.checksPassed + counts.checksFailed, 'no check was made in it'),
  dropped: ({ counts }, _seconds, { unit }) => {
    const dropped = counts.droppedTarget + counts.droppedGenerator
    if (counts.offered === 0) return missing('nothing was offered in it')
    return found(unit === 'fraction' ? dropped / counts.offered : dropped, counts.offered)
  },
  bytes_in: (window) => (finished(window) > 0 ? found(window.counts.bytesIn, finished(window)) : missing(NO_ATTEMPT)),
  bytes_out: (window) => (finished(window) > 0 ? found(window.counts.bytesOut, finished(window)) : missing(NO_ATTEMPT)),
}

const NOT_MEASURED: Partial<Record<PlainMetric, string>> = {
  availability: 'availability is measured by a probe, and none ran',
  recovery_time: 'the time to recover was not analysed',
  breaking_point: 'no breaking point was searched for',
  sustainable_rate: 'no sustainable rate was searched for',
  drift: 'drift was not analysed',
  memory_growth: 'memory is analysed once the run has ended',
  lost_writes: 'acknowledged writes were not read back',
  duplicate_writes: 'acknowledged writes were not read back',
  cost: 'no cost was entered or monitored',
}

/** Only counts are kept per status class: how many a second, and their share of all attempts. */
function ofStatus(
  name: PlainMetric,
  { key }: Selector,
  { unit }: Criterion,
  window: MergedWindow,
  durationMs: number,
): Measured {
  if (!key.endsWith('xx'))
    return missing(`answers are counted by class: write status:${key[0]}xx in place of status:${key}`)
  const answers = window.counts.status[key] ?? 0
  if (name === 'rate' || (name === 'ok_rate' && unit === 'perSecond')) {
    return perSecond(answers, durationMs / 1000, finished(window))
  }
  if (name === 'error_rate' || name === 'ok_rate') return share(answers, finished(window))
  return missing(`${name} is not measured per status`)
}

/** In its own unit: the mean of a trend, the share of true values of a rate, the total of a counter or what it was a second. */
function ofCustom(key: string, { unit }: Criterion, ranges: readonly TimeRange[], evidence: Evidence): Measured {
  const kind = evidence.metrics?.find((metric) => metric.key === key)?.kind
  if (!kind) return missing(`no operation of this run takes the value ${key}`)
  const { ok, failed, okResponseSumMicros } = evidence.tally({ kind: 'metric', key }, ranges).counts
  const nothing = `no answer held the value ${key} in it`
  const total = okResponseSumMicros / 1000
  if (kind === 'rate') return share(ok, ok + failed, nothing)
  if (ok === 0) return missing(nothing)
  if (kind === 'trend') return found(total / ok, ok)
  return unit === 'perSecond' ? perSecond(total, lengthMs(ranges) / 1000, ok) : found(total, ok)
}

/** Mean over the seconds of the window of the users of all shards. */
function meanUsers(ranges: readonly TimeRange[], { generator }: Evidence): Measured {
  const inside = generator.filter(({ second }) =>
    ranges.some(({ fromMs, toMs }) => second * 1000 >= fromMs && second * 1000 < toMs),
  )
  const seconds = new Set(inside.map(({ second }) => second)).size
  if (seconds === 0) return missing('no second of it was recorded')
  return found(inside.reduce((sum, { users }) => sum + users, 0) / seconds, seconds)
}

function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}
