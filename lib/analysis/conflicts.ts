// Conflicts and idempotency: writes that met another (answers with status 409), how long flows took that settle one, and what the target
// did twice or lost.
//   conflict share = conflicts ÷ attempts of the operations that met any
//   time to settle = p50 and p95 of flows with such an operation
//   violations and lost updates: counters taken from answers whose key says so (`violations`, `lost-updates`, …); else what monitored
//   counters of such a role, key or name rose over the run
// Units: counts; milliseconds. Source: RFC 9110 §15.5.10 (409); 003 §sync conflicts.

import { say, showCount, showLatency, showPercent } from '#lib/core/number-format.ts'
import { shownQuantile } from '#lib/runs/window.ts'
import type { Analysis } from './analysis.ts'
import { wholeRise } from './counters.ts'
import { analysis, figure, lineOverTime } from './figure.ts'
import type { RunData, SeriesWindow } from './run-data.ts'

const HEAD = {
  key: 'conflicts',
  title: 'Conflicts',
  howToRead:
    'A conflict (409) is a write that came second: nothing is lost by it, the writer has to read again and retry. A violation is a request carried out twice; a lost update is one that overwrote another unseen.',
}

/** null where no operation met a conflict and neither an answer nor a monitor told of a violation. */
export function analyseConflicts(data: RunData): Analysis | null {
  const { series, trend } = data
  const met = series.filter(({ series: one, window }) => one.kind === 'operation' && window.counts.conflicts > 0)
  const violations = counterOf(series, /violation|duplicate|idempot/i) ?? risenOf(data, /violation/i)
  const lost = counterOf(series, /lost/i) ?? risenOf(data, /lost[- ]?(?:update|write)/i)
  if (met.length === 0 && violations === null && lost === null) return null
  const conflicts = met.reduce((sum, { window }) => sum + window.counts.conflicts, 0)
  const attempts = met.reduce((sum, { window: { counts } }) => sum + counts.ok + counts.failed, 0)
  const flows = series.filter(
    ({ series: one, window }) => one.kind === 'flow' && !one.key.endsWith('.job') && window.counts.ok > 0,
  )
  const settle = (fraction: number) => {
    const times = flows.flatMap(({ window }) => shownQuantile(window, fraction) ?? [])
    return times.length > 0 && met.length > 0 ? Math.max(...times) / 1000 : null
  }
  const isBad = (violations ?? 0) > 0 || (lost ?? 0) > 0
  const share = attempts > 0 ? conflicts / attempts : 0
  const told = [
    met.length === 0
      ? 'No write met a conflict'
      : `${say(showCount(conflicts))} of ${say(showCount(attempts))} writes met a conflict (${say(showPercent(share))})`,
    violations === null ? null : `${say(showCount(violations))} were carried out twice`,
    lost === null ? null : `${say(showCount(lost))} updates were lost`,
  ]
  const p95 = settle(0.95)
  return analysis(HEAD, {
    tone: isBad ? 'bad' : 'note',
    sentence: `${told.filter(Boolean).join(', ')}.${p95 === null ? '' : ` Flows with them took ${say(showLatency(p95))} at p95.`}`,
    figures: [
      figure('conflicts', 'Conflicts', conflicts, 'count'),
      figure('share', 'Of the writes that can meet one', share, 'fraction'),
      figure('settle-p50', 'Time to settle, p50', settle(0.5), 'ms', { note: 'of the flows' }),
      figure('settle-p95', 'Time to settle, p95', p95, 'ms', { note: 'of the flows' }),
      figure(
        'violations',
        'Carried out twice',
        violations,
        'count',
        violations === null ? { note: 'no answer and no monitor tells' } : {},
      ),
      figure(
        'lost-updates',
        'Lost updates',
        lost,
        'count',
        lost === null ? { note: 'no answer and no monitor tells' } : {},
      ),
    ],
    chart: {
      x: { label: 'Time', unit: 'time' },
      y: { label: 'Conflicts', unit: 'perSecond' },
      lines: [
        lineOverTime({ key: 'conflicts', label: 'Conflicts' }, trend, (point) => point.conflicts / point.seconds),
      ],
      marks: [],
    },
    table: {
      columns: [
        { key: 'name', label: 'Operation', unit: 'text' },
        { key: 'conflicts', label: 'Conflicts', unit: 'count' },
        { key: 'share', label: 'Of its attempts', unit: 'fraction' },
      ],
      rows: met.map(({ name, window: { counts } }) => ({
        ...{ name, conflicts: counts.conflicts },
        share: counts.conflicts / Math.max(1, counts.ok + counts.failed),
      })),
    },
    suggestion: isBad
      ? {
          title: `${say(showCount((violations ?? 0) + (lost ?? 0)))} writes were carried out twice or lost`,
          severity: 'critical',
          advice: 'Check the versions or idempotency keys within the transaction that writes.',
        }
      : null,
  })
}

/** Total of the counters whose key matches; null without any. */
function counterOf(series: readonly SeriesWindow[], name: RegExp): number | null {
  const found = series.filter(({ series: { kind, key } }) => kind === 'metric' && name.test(key))
  if (found.length === 0) return null
  return found.reduce((sum, { window }) => sum + window.counts.okResponseSumMicros / 1000, 0)
}

/** What monitored counters of that meaning rose over the run; null without any, and where one began anew or was not read before and after. */
function risenOf(data: RunData, name: RegExp): number | null {
  const found = data.monitors.filter(
    ({ kind, role, key, label }) => kind === 'counter' && [role ?? '', key, label].some((text) => name.test(text)),
  )
  const rises = found.map((one) => wholeRise(one, data))
  if (found.length === 0) return null
  return rises.reduce<number | null>((sum, rise) => (sum === null || !rise.ok ? null : sum + rise.by), 0)
}
