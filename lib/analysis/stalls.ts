// Stalls: short moments in which answers waited, between others in which they did not. Percentiles over minutes blur them.
//   looked for in the level that was held the longest, as a higher one may well be slower
//   a stalled point = p99 at least five times the median p99 of that level, and 50 ms above it, with no more than 1.5 times its median load
//   a stall = stalled points in a row, together at most 5 s (one point in runs of more than two hours)
//   told from three stalls on that fill at most a third of the points; regular when the middle half of the times between their
//   beginnings lies within a quarter of the median time
// Units: milliseconds; seconds. Why: G. Tene, How NOT to measure latency (2013).

import { say, showCount, showLatency } from '#lib/core/number-format.ts'
import type { Analysis } from './analysis.ts'
import { analysis, atClock, figure, lineOverTime, plural, saySpan } from './figure.ts'
import { endSecondOf, latencyLimitOf, pointsIn, type RunData, type RunPoint } from './run-data.ts'
import { median, quantileOf } from './statistics.ts'

const HEAD = {
  key: 'stalls',
  title: 'Stalls',
  howToRead:
    'Each spike is a moment in which answers waited that at other times come at once. What comes back at a fixed interval has a cause that does: garbage collection, a checkpoint, a cache that expires, a scheduled job.',
}
const FEWEST_POINTS = 30
const TIMES_AS_LONG = 5
const LEAST_MORE_MS = 50
const MOST_LOAD = 1.5
const LONGEST_SECONDS = 5
const FEWEST_STALLS = 3
const MOST_OF_POINTS = 1 / 3
const REGULAR = 0.25

export interface Stall {
  fromMs: number
  toMs: number
  /** The worst p99 within, ms. */
  p99Ms: number
}

export interface Stalls {
  stalls: Stall[]
  /** Median p99 of the other points, ms. */
  usualMs: number
  /** Median time between two beginnings, ms; null when they come irregularly. */
  everyMs: number | null
}

/** null when answers did not stall, or waited nearly always. */
export function findStalls(points: readonly RunPoint[]): Stalls | null {
  const measured = points.filter(({ p99Ms }) => p99Ms !== null)
  const usual = median(measured.map(({ p99Ms }) => p99Ms!))
  const load = median(measured.map(rateOf))
  if (measured.length < FEWEST_POINTS || usual === null || load === null) return null
  const isStalled = (point: RunPoint) =>
    point.p99Ms! >= Math.max(usual * TIMES_AS_LONG, usual + LEAST_MORE_MS) && rateOf(point) <= load * MOST_LOAD
  const stalled = measured.filter(isStalled)
  if (stalled.length > measured.length * MOST_OF_POINTS) return null
  const stalls = inRow(stalled).filter(({ fromMs, toMs }) => toMs - fromMs <= longest(points) * 1000)
  if (stalls.length < FEWEST_STALLS) return null
  const others = measured.filter((point) => !isStalled(point)).map(({ p99Ms }) => p99Ms!)
  return { stalls, usualMs: median(others)!, everyMs: intervalOf(stalls) }
}

const rateOf = ({ offered, seconds }: RunPoint): number => offered / seconds
const longest = (points: readonly RunPoint[]): number => Math.max(LONGEST_SECONDS, points[0]?.seconds ?? 1)

function inRow(stalled: readonly RunPoint[]): Stall[] {
  const stalls: Stall[] = []
  for (const point of stalled) {
    const last = stalls.at(-1)
    const [fromMs, toMs] = [point.second * 1000, endSecondOf(point) * 1000]
    if (last?.toMs === fromMs) Object.assign(last, { toMs, p99Ms: Math.max(last.p99Ms, point.p99Ms!) })
    else stalls.push({ fromMs, toMs, p99Ms: point.p99Ms! })
  }
  return stalls
}

function intervalOf(stalls: readonly Stall[]): number | null {
  const between = stalls.slice(1).map(({ fromMs }, at) => fromMs - stalls[at]!.fromMs)
  const middle = median(between)
  if (middle === null || between.length < FEWEST_STALLS) return null
  const spread = quantileOf(between, 0.75)! - quantileOf(between, 0.25)!
  return spread <= middle * REGULAR ? middle : null
}

/** Points of all stages that held the level most of the time was spent at. */
function longestHeld({ points, stages }: RunData): RunPoint[] {
  const held = stages.filter(({ stage }) => stage.from === stage.to && stage.from > 0)
  const lengthOf = (same: typeof held) => same.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const levels = [...Map.groupBy(held, ({ stage }) => stage.from).values()]
  const most = levels.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ?? []
  return most.flatMap(({ fromMs, toMs }) => pointsIn(points, fromMs, toMs))
}

export function analyseStalls(data: RunData): Analysis | null {
  const found = findStalls(longestHeld(data))
  if (!found) return null
  const { stalls, usualMs, everyMs } = found
  const worst = stalls.reduce((most, one) => (one.p99Ms > most.p99Ms ? one : most))
  const limit = latencyLimitOf(data, 99)?.limit ?? latencyLimitOf(data)?.limit ?? null
  const isBeyond = limit !== null && worst.p99Ms > limit
  const rhythm = everyMs === null ? 'at no fixed interval' : `every ${saySpan(everyMs)}`
  const times = `${say(showCount(stalls.length))} ${plural(stalls.length, 'time')}`
  return analysis(HEAD, {
    tone: isBeyond ? 'bad' : 'note',
    sentence: `Answers stalled ${times}, ${rhythm}: the p99 rose to ${say(showLatency(worst.p99Ms))}, from ${say(showLatency(usualMs))} in between.`,
    figures: [
      figure('stalls', 'Stalls', stalls.length, 'count'),
      figure('every', 'Time between two', everyMs, 'ms', everyMs === null ? { note: 'irregular' } : {}),
      figure('worst', 'Worst p99', worst.p99Ms, 'ms', { note: `at ${atClock(worst.fromMs)}` }),
      figure('usual', 'p99 in between', usualMs, 'ms', { note: 'median' }),
    ],
    chart: {
      x: { label: 'Time', unit: 'time' },
      y: { label: 'p99', unit: 'ms' },
      lines: [lineOverTime({ key: 'p99', label: 'p99' }, data.points, ({ p99Ms }) => p99Ms)],
      marks: limit === null ? [] : [{ axis: 'y', at: limit, label: 'limit', tone: 'limit' }],
    },
    suggestion: {
      title: `Answers stall ${rhythm}, for up to ${say(showLatency(worst.p99Ms))}`,
      severity: isBeyond ? 'high' : 'medium',
      advice:
        'Look for what happens at those moments: garbage collection, a checkpoint or backup, a cache that expires, a lock or a scheduled job.',
    },
  })
}
