// Throughput and efficiency, over the stages the load was held in (the whole run where nothing is held).
//   efficiency = answered well a second ÷ asked for a second
// Asked for: the schedule of the open model times the requests of an iteration; for users the target of the plan's rate objective, else
// what their pacing makes. Units: requests per second, bytes per second, fractions. Source: 003 §4 (actual of target TPS).

import { say, showCount, showPercent, showRate } from '#lib/core/number-format.ts'
import { ArrivalSchedule } from '#lib/load/pacer.ts'
import type { MergedWindow } from '#lib/runs/window.ts'
import type { Analysis } from './analysis.ts'
import { analysis, figure, lineOverTime, unknown } from './figure.ts'
import { heldStages, pointsIn, type RunData, type StageWindow } from './run-data.ts'

const HEAD = {
  key: 'throughput',
  title: 'Throughput and efficiency',
  howToRead:
    'Efficiency is the share of the requests asked for that were answered well. Below 100 % the rest failed, was dropped, or was never sent because the users were still waiting.',
}
const GOOD = 0.99
const BAD = 0.95

export function analyseThroughput(data: RunData): Analysis {
  const held = heldStages(data)
  const parts = held.length > 0 ? held : data.stages
  const seconds = parts.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / 1000
  if (seconds === 0) return unknown(HEAD, 'No whole second of this run was measured, so there is no throughput.')
  const sums = sumOf(parts.map(({ window }) => window))
  const actual = sums.ok / seconds
  const asked = askedFor(data, parts, seconds)
  const efficiency = asked && asked.ratePerSecond > 0 ? actual / asked.ratePerSecond : null
  const over = held.length > 0 ? 'while the load was held' : 'over the whole run'
  return analysis(HEAD, {
    tone: efficiency === null ? 'note' : efficiency >= GOOD ? 'good' : efficiency < BAD ? 'bad' : 'note',
    sentence:
      efficiency === null || !asked
        ? `${say(showRate(actual))} were answered well ${over}, ${say(showCount(sums.ok))} in all.`
        : `${say(showRate(actual))} of the ${say(showRate(asked.ratePerSecond))} ${asked.by} were answered well ${over}: ${say(showPercent(efficiency, 1))}.`,
    figures: [
      figure('efficiency', 'Efficiency', efficiency, 'fraction', asked ? {} : { note: 'The plan names no rate' }),
      figure('actual', 'Answered well', actual, 'perSecond'),
      figure('asked', 'Asked for', asked?.ratePerSecond ?? null, 'perSecond', asked ? { note: asked.by } : {}),
      figure('answered', 'Answered, well or not', (sums.ok + sums.failed) / seconds, 'perSecond'),
      figure('asked-total', 'Asked for in all', asked ? asked.ratePerSecond * seconds : null, 'count'),
      figure('counted-total', 'Answered well in all', sums.ok, 'count'),
      figure('flows', 'Flows completed', flowsOf(data), 'perSecond', { note: 'over the whole run' }),
      figure('bytes-in', 'Received a second', sums.bytesIn / seconds, 'bytes'),
      figure('bytes-out', 'Sent a second', sums.bytesOut / seconds, 'bytes'),
    ],
    chart: {
      x: { label: 'Time', unit: 'time' },
      y: { label: 'Requests', unit: 'perSecond' },
      lines: [
        lineOverTime({ key: 'offered', label: 'Offered', kind: 'dashed' }, data.trend, (p) => p.offered / p.seconds),
        lineOverTime({ key: 'ok', label: 'Answered well' }, data.trend, (p) => p.ok / p.seconds),
      ],
      marks: asked ? [{ axis: 'y', at: asked.ratePerSecond, label: 'asked for', tone: 'target' }] : [],
    },
    window: { fromMs: parts[0]!.fromMs, toMs: parts.at(-1)!.toMs },
  })
}

function sumOf(windows: readonly MergedWindow[]) {
  const sum = (name: 'ok' | 'failed' | 'bytesIn' | 'bytesOut') =>
    windows.reduce((total, { counts }) => total + counts[name], 0)
  return { ok: sum('ok'), failed: sum('failed'), bytesIn: sum('bytesIn'), bytesOut: sum('bytesOut') }
}

function flowsOf({ series, durationMs }: RunData): number | null {
  const flows = series.filter(({ series: one }) => one.kind === 'flow' && !one.key.endsWith('.job'))
  if (flows.length === 0 || durationMs === 0) return null
  return flows.reduce((sum, { window }) => sum + window.counts.ok, 0) / (durationMs / 1000)
}

/** null where users go as fast as they can and the plan names no rate. */
function askedFor(data: RunData, parts: readonly StageWindow[], seconds: number) {
  const { load, requestsPerIteration } = data
  if (load.model === 'rate') {
    const schedule = new ArrivalSchedule(load)
    const arrivals = parts.reduce(
      (sum, { fromMs, toMs }) => sum + schedule.cumulative(toMs) - schedule.cumulative(fromMs),
      0,
    )
    return { ratePerSecond: (arrivals * requestsPerIteration) / seconds, by: 'of the schedule' }
  }
  const wanted = rateObjective(data)
  if (wanted !== null) return { ratePerSecond: wanted, by: 'the plan asks for' }
  const paced = load.pacingPerUserPerSecond
  if (paced === null) return null
  const users = meanUsers(data, parts)
  const cap = load.maxRatePerSecond ?? Number.POSITIVE_INFINITY
  return { ratePerSecond: Math.min(users * paced, cap) * requestsPerIteration, by: 'of the users’ pacing' }
}

function rateObjective({ objectives }: RunData): number | null {
  const targets = objectives.flatMap(({ entry }) => {
    if (entry.kind !== 'criterion' || entry.criterion.selector !== null) return []
    const { metric, unit } = entry.criterion
    const isRate = metric.kind === 'plain' && (metric.name === 'rate' || metric.name === 'ok_rate')
    return isRate && unit === 'perSecond' ? [entry.target] : []
  })
  return targets.length > 0 ? Math.max(...targets) : null
}

function meanUsers({ points }: RunData, parts: readonly StageWindow[]): number {
  const inside = parts.flatMap(({ fromMs, toMs }) => pointsIn(points, fromMs, toMs))
  const seconds = inside.reduce((sum, point) => sum + point.seconds, 0)
  return seconds === 0 ? 0 : inside.reduce((sum, { users, seconds }) => sum + users * seconds, 0) / seconds
}
