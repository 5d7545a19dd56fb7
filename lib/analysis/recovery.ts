// Recovery after a disturbance: a spike, or the hardest stages of a stress test once the load is back where it began.
//   recovery time = from the end of the disturbance until the p95 is back within 10 % of what it was before, and stays so for 60 s
//   lost = attempts failed, dropped by the target or interrupted, from its begin until then
// The p95 of single seconds is noisy, so it is read as the median of five seconds' p95s; and what was seen before the disturbance is
// never called unrecovered. A stretch in which more than 5 % were not answered well has no p95. Units: milliseconds since the start.
// Source: 001 (recovery after a spike within 2 min), AWS Well-Architected reliability pillar (recovery time).

import { say, showCount, showLatency } from '#lib/core/number-format.ts'
import type { Analysis } from './analysis.ts'
import { analysis, atClock, figure, lineOverTime, plural, saySpan, unknown } from './figure.ts'
import { attemptsOf, endSecondOf, pointsIn, type RunData, type RunPoint } from './run-data.ts'
import { median } from './statistics.ts'

const HEAD = {
  key: 'recovery',
  title: 'Recovery',
  howToRead:
    'The clock starts when the disturbance ends and stops when the p95 is back within 10 % of what it was before and stays there for a minute. Requests that failed, were dropped or interrupted until then count as lost.',
}
const TOLERANCE = 1.1
const STAYS_MS = 60_000
const SMOOTH_MS = 5_000
const LONGEST_BEFORE_MS = 300_000
const UNANSWERED = 0.05

export interface Disturbance {
  name: string
  fromMs: number
  toMs: number
  /** Where the undisturbed load before it began. */
  beforeMs: number
  /** Where the next begins, or the run ended. */
  untilMs: number
}

export interface Recovery {
  disturbance: Disturbance
  /** p95 before, ms. */
  beforeMs: number | null
  /** ms; null when it did not recover, or nobody can tell. */
  recoveryMs: number | null
  /** How long it stayed so, at most 60 s. */
  stayedMs: number
  lost: number
}

export function findDisturbances(data: RunData): Disturbance[] {
  const spikes = data.stages.filter(({ stage }) => stage.phase === 'spike').map(({ stage }) => stage)
  const hard = spikes.length > 0 ? [] : hardestStages(data)
  const found = [...spikes, ...hard].filter(({ startMs, durationMs }) => startMs + durationMs < data.durationMs)
  return found.map((one, at) => {
    const previous = found[at - 1]
    const next = found[at + 1]
    const toMs = one.startMs + one.durationMs
    return {
      name: one.key,
      fromMs: one.startMs,
      toMs,
      beforeMs: Math.max(previous ? previous.startMs + previous.durationMs : 0, one.startMs - LONGEST_BEFORE_MS),
      untilMs: next?.startMs ?? lastLoadMs(data),
    }
  })
}

/** Nothing is asked of a target while the load goes down to none. */
function lastLoadMs({ stages, durationMs }: RunData): number {
  const last = stages.at(-1)?.stage
  return last?.phase === 'ramp-down' && last.to === 0 ? Math.min(durationMs, last.startMs) : durationMs
}

/** What lies between the first held stage and the next one that asks for no more than it did. */
function hardestStages({ stages }: RunData) {
  const held = stages.filter(({ stage }) => stage.phase === 'steady').map(({ stage }) => stage)
  const [first] = held
  const back = first && held.findLast((stage) => stage.from <= first.from * TOLERANCE && stage !== first)
  if (!first || !back) return []
  const between = held.filter(({ startMs }) => startMs > first.startMs && startMs < back.startMs)
  if (!between.some(({ from }) => from >= first.from * 1.5)) return []
  const startMs = first.startMs + first.durationMs
  return [{ key: 'the overload', startMs, durationMs: back.startMs - startMs }]
}

export function measureRecovery(points: readonly RunPoint[], disturbance: Disturbance): Recovery {
  const { fromMs, toMs, beforeMs, untilMs } = disturbance
  const before = smooth(pointsIn(points, beforeMs, fromMs)).filter(({ p95 }) => Number.isFinite(p95))
  const usual = median(before.map(({ p95 }) => p95))
  const after = smooth(pointsIn(points, toMs, untilMs))
  if (usual === null || after.length === 0) {
    return { disturbance, beforeMs: usual, recoveryMs: null, stayedMs: 0, lost: lostIn(points, fromMs, untilMs) }
  }
  const limit = Math.max(usual * TOLERANCE, ...before.map(({ p95 }) => p95))
  let sinceMs: number | null = null
  let stayedMs = 0
  for (const { atMs, endMs, p95 } of after) {
    if (p95 > limit) [sinceMs, stayedMs] = [null, 0]
    else {
      sinceMs ??= atMs
      stayedMs = endMs - sinceMs
      if (stayedMs >= STAYS_MS) break
    }
  }
  const recoveryMs = sinceMs !== null && stayedMs >= STAYS_MS ? Math.max(0, sinceMs - toMs) : null
  const lost = lostIn(points, fromMs, sinceMs ?? untilMs)
  return { disturbance, beforeMs: usual, recoveryMs, stayedMs: Math.min(STAYS_MS, stayedMs), lost }
}

/** Of each point the median p95 of the five seconds that begin with it; Infinity where too few were answered well. */
function smooth(points: readonly RunPoint[]): { atMs: number; endMs: number; p95: number }[] {
  return points.map((point, at) => {
    const count = Math.max(1, Math.round(SMOOTH_MS / (point.seconds * 1000)))
    const group = points.slice(at, at + count)
    const attempts = group.reduce((sum, one) => sum + attemptsOf(one), 0)
    const ok = group.reduce((sum, one) => sum + one.ok, 0)
    const p95 = ok >= attempts * (1 - UNANSWERED) ? median(group.flatMap(({ p95Ms }) => p95Ms ?? [])) : null
    return { atMs: point.second * 1000, endMs: endSecondOf(group.at(-1)!) * 1000, p95: p95 ?? Number.POSITIVE_INFINITY }
  })
}

const lostIn = (points: readonly RunPoint[], fromMs: number, toMs: number): number =>
  pointsIn(points, fromMs, toMs).reduce((sum, point) => sum + attemptsOf(point) - point.ok, 0)

export function analyseRecovery(data: RunData): Analysis | null {
  const found = findDisturbances(data).map((one) => measureRecovery(data.points, one))
  const [first] = found
  if (!first) return null
  if (found.every(({ beforeMs }) => beforeMs === null)) {
    return unknown(HEAD, 'Nothing was answered well before the first disturbance, so there is no state to be back at.')
  }
  const open = found.filter(({ recoveryMs }) => recoveryMs === null)
  const times = found.flatMap(({ recoveryMs }) => recoveryMs ?? [])
  const longest = times.length === found.length ? Math.max(...times) : null
  const lost = found.reduce((sum, one) => sum + one.lost, 0)
  const isKnown = open.every(({ stayedMs }) => stayedMs === 0)
  return analysis(HEAD, {
    tone: open.length === 0 ? 'good' : isKnown ? 'bad' : 'unknown',
    sentence: `${open.length === 0 ? recovered(found, longest ?? 0) : notRecovered(open[0]!)} ${say(showCount(lost))} ${plural(lost, 'request was', 'requests were')} lost.`,
    figures: [
      figure('recovery_time', found.length > 1 ? 'Longest recovery' : 'Recovery', longest, 'ms', {
        note: 'from the end of the disturbance',
      }),
      figure('before', 'p95 before', first.beforeMs, 'ms'),
      figure('lost', 'Requests lost', lost, 'count'),
    ],
    chart: chartOf(data, found),
    table: found.length > 1 ? tableOf(found) : null,
    window: { fromMs: first.disturbance.beforeMs, toMs: found.at(-1)!.disturbance.untilMs },
    suggestion:
      open.length > 0 && isKnown
        ? {
            title: `No recovery after ${open[0]!.disturbance.name}`,
            severity: 'high',
            advice:
              'Look for queues and pools that stay full after the load is gone, and for retries that keep them so.',
          }
        : null,
  })
}

function recovered(found: readonly Recovery[], longestMs: number): string {
  const [first] = found
  const beforeText = say(showLatency(first!.beforeMs))
  if (found.length > 1)
    return `After each of ${found.length} disturbances the p95 was back within 10 % of before (${beforeText}) in at most ${saySpan(longestMs)}.`
  const name = first!.disturbance.name
  return longestMs === 0
    ? `After ${name} the p95 was within 10 % of before (${beforeText}) at once, and stayed so.`
    : `After ${name} the p95 was back within 10 % of before (${beforeText}) in ${saySpan(longestMs)}, and stayed so.`
}

function notRecovered({ disturbance, stayedMs, beforeMs }: Recovery): string {
  const seen = saySpan(disturbance.untilMs - disturbance.toMs)
  return stayedMs > 0
    ? `After ${disturbance.name} the p95 came back near ${say(showLatency(beforeMs))}, but was seen there for ${saySpan(stayedMs)} only; it must stay for a minute to be called recovered.`
    : `After ${disturbance.name} the p95 was not back within 10 % of before (${say(showLatency(beforeMs))}) in the ${seen} that followed.`
}

function chartOf(data: RunData, found: readonly Recovery[]): Analysis['chart'] {
  const usual = found[0]!.beforeMs
  const marks = found.flatMap(({ disturbance, recoveryMs }) => [
    { axis: 'x' as const, at: disturbance.toMs, label: `end of ${disturbance.name}`, tone: 'plain' as const },
    ...(recoveryMs === null
      ? []
      : [{ axis: 'x' as const, at: disturbance.toMs + recoveryMs, label: 'recovered', tone: 'target' as const }]),
  ])
  return {
    x: { label: 'Time', unit: 'time' },
    y: { label: 'p95', unit: 'ms' },
    lines: [lineOverTime({ key: 'p95', label: 'p95' }, data.points, (point) => point.p95Ms)],
    marks:
      usual === null ? marks : [...marks, { axis: 'y', at: usual * TOLERANCE, label: 'before + 10 %', tone: 'target' }],
  }
}

function tableOf(found: readonly Recovery[]): Analysis['table'] {
  return {
    columns: [
      { key: 'name', label: 'Disturbance', unit: 'text' },
      { key: 'end', label: 'Ended at', unit: 'text' },
      { key: 'before', label: 'p95 before', unit: 'ms' },
      { key: 'recovery', label: 'Recovery', unit: 'ms' },
      { key: 'lost', label: 'Lost', unit: 'count' },
    ],
    rows: found.map(({ disturbance, beforeMs, recoveryMs, lost }) => ({
      name: disturbance.name,
      end: atClock(disturbance.toMs),
      before: beforeMs,
      recovery: recoveryMs,
      lost,
    })),
  }
}
