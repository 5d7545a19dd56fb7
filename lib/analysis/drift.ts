// Drift: whether something rises all through a soak. Judged on the part of the run held at one level.
//   slope by Theil–Sen, significance by Mann–Kendall corrected for autocorrelation (statistics.ts); significant when p < 1 %
//   drift = change over the window by that line ÷ where the line begins
// A significant drift of 5 % or more is a finding; a smaller one is told. Memory is judged on its floor, the lowest value in each fiftieth of
// the window, as what a garbage collector gives back is no leak. Units: milliseconds since the start; slopes per hour.
// Source: Sen 1968; Yue & Wang 2004; 001 §soak (no memory leak over 12 h).

import { say, showBytes, showLatency, showPercent } from '#lib/core/number-format.ts'
import type { Analysis, AnalysisUnit } from './analysis.ts'
import { analysis, figure, saySpan, unknown } from './figure.ts'
import { heldStages, pointsIn, type RunData } from './run-data.ts'
import { type Point, type Trend, trendOf } from './statistics.ts'

const SIGNIFICANT = 0.01
const MATERIAL = 0.05
const HOUR_MS = 3_600_000
const FEWEST = 20
const FLOORS = 50
/** Line and interval are computed from every pair. */
const MOST = 720

export interface Sampled {
  atMs: number
  value: number
}

export interface Drift {
  trend: Trend
  /** By the line, at both ends of the window. */
  first: number
  last: number
  /** (last − first) / first, and its 95 % interval. */
  share: number
  interval: [number, number]
  perHour: number
  isSignificant: boolean
  spanMs: number
}

/** null with fewer than twenty samples, or where the line begins at nothing. */
export function measureDrift(samples: readonly Sampled[]): Drift | null {
  const step = Math.ceil(samples.length / MOST)
  const used = samples.filter((_, at) => at % step === 0)
  if (used.length < FEWEST) return null
  const [fromMs, toMs] = [used[0]!.atMs, used.at(-1)!.atMs]
  const points: Point[] = used.map(({ atMs, value }) => ({ x: (atMs - fromMs) / HOUR_MS, y: value }))
  const trend = trendOf(points)
  if (!trend || trend.intercept <= 0) return null
  const hours = (toMs - fromMs) / HOUR_MS
  const share = (slope: number) => (slope * hours) / trend.intercept
  return {
    trend,
    first: trend.intercept,
    last: trend.intercept + trend.slope * hours,
    share: share(trend.slope),
    interval: [share(trend.interval[0]), share(trend.interval[1])],
    perHour: trend.slope,
    isSignificant: trend.pValue < SIGNIFICANT,
    spanMs: toMs - fromMs,
  }
}

/** The lowest value in each fiftieth of the window. */
export function floorOf(samples: readonly Sampled[]): Sampled[] {
  const size = Math.max(1, Math.ceil(samples.length / FLOORS))
  const groups = Array.from({ length: Math.ceil(samples.length / size) }, (_, at) =>
    samples.slice(at * size, (at + 1) * size),
  )
  return groups.map((group) => group.reduce((lowest, one) => (one.value < lowest.value ? one : lowest)))
}

const LATENCY = {
  key: 'drift',
  title: 'Drift of latency',
  howToRead:
    'The line runs through the p95s so that half of all slopes between two of them are steeper. It counts as drift when chance would give such a rise in fewer than 1 of 100 runs, and as a finding from 5 % over the run on.',
}

/** Of runs that hold a level for twenty points or more. */
export function analyseDrift(data: RunData): Analysis | null {
  const held = longestHold(data)
  if (!held) return null
  const samples = steadyLatency(data)
  const drift = measureDrift(samples)
  if (!drift) {
    const why = `The load was held for ${saySpan(held.toMs - held.fromMs)}, which gives ${samples.length} points of p95: a drift is told from twenty on.`
    return data.type === 'soak' ? unknown(LATENCY, why) : null
  }
  return toAnalysis(LATENCY, samples, drift, { what: 'The p95', unit: 'ms', perHourUnit: 'ms' })
}

/** p95 over the part that was held at one level for longest, ms. */
export function steadyLatency(data: RunData): Sampled[] {
  const held = longestHold(data)
  if (!held) return []
  return pointsIn(data.trend, held.fromMs, held.toMs).flatMap(({ second, seconds, p95Ms }) =>
    p95Ms === null ? [] : [{ atMs: (second + seconds / 2) * 1000, value: p95Ms }],
  )
}

/** Held stages at the level that lasted longest, as one window where they follow one another. */
function longestHold(data: RunData): { fromMs: number; toMs: number } | null {
  const held = heldStages(data).map(({ fromMs, toMs, stage }) => ({ fromMs, toMs, level: stage.from }))
  const joined: typeof held = []
  for (const one of held) {
    const last = joined.at(-1)
    if (last && last.toMs === one.fromMs && last.level === one.level) last.toMs = one.toMs
    else joined.push({ ...one })
  }
  return joined.sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0] ?? null
}

const MEMORY = {
  key: 'drift/memory',
  title: 'Drift of memory',
  howToRead:
    'Judged on the floor of the curve, so that what the garbage collector gives back is no leak. A floor that rises all through the run is one.',
}

/** `samples` of one gauge in bytes over the part held at one level. */
export function analyseMemory(samples: readonly Sampled[]): Analysis {
  const drift = measureDrift(floorOf(samples))
  if (!drift) return unknown(MEMORY, `Memory was sampled ${samples.length} times, too few to tell a leak.`)
  const values = samples.map(({ value }) => value)
  const said = toAnalysis(MEMORY, samples, drift, { what: 'Memory', unit: 'bytes', perHourUnit: 'bytesPerHour' })
  const isLeak = said.tone === 'bad'
  return {
    ...said,
    sentence: `${said.sentence}${isLeak ? ' That is a leak.' : ''}`,
    figures: [
      figure('initial', 'At the start', values[0]!, 'bytes'),
      figure('peak', 'Peak', Math.max(...values), 'bytes'),
      figure('final', 'At the end', values.at(-1)!, 'bytes'),
      ...said.figures,
    ],
    suggestion: isLeak
      ? {
          title: 'Memory leak',
          severity: 'high',
          advice: 'Take heap profiles at the start and at the end of a soak and compare what grew.',
        }
      : null,
  }
}

type Head = typeof LATENCY
const shown = { ms: showLatency, bytes: showBytes }

function toAnalysis(
  head: Head,
  samples: readonly Sampled[],
  drift: Drift,
  { what, unit, perHourUnit }: { what: string; unit: 'ms' | 'bytes'; perHourUnit: AnalysisUnit },
): Analysis {
  const { share, isSignificant, perHour, trend, spanMs, first, last } = drift
  const isRising = isSignificant && share >= MATERIAL
  const span = saySpan(spanMs)
  const change = `from ${say(shown[unit](first))} to ${say(shown[unit](last))} over ${span}`
  const [fromMs, toMs] = [samples[0]!.atMs, samples.at(-1)!.atMs]
  return analysis(head, {
    tone: isRising ? 'bad' : isSignificant && share > 0 ? 'note' : 'good',
    sentence: isSignificant
      ? `${what} ${share > 0 ? 'rose' : 'fell'} by ${say(showPercent(Math.abs(share), 1))}, ${change}, all through the run.`
      : `${what} did not drift: the change over ${span} (${say(showPercent(share, 1))}) is no more than chance.`,
    figures: [
      figure('drift', 'Drift over the window', share, 'fraction', { interval: drift.interval }),
      figure('per-hour', 'Change an hour', perHour, perHourUnit, { interval: trend.interval }),
      figure('share-per-hour', 'Change an hour, of the start', perHour / first, 'perHour'),
      figure('p-value', 'Probability by chance', trend.pValue, 'fraction', { note: `${trend.n} points` }),
    ],
    chart: {
      x: { label: 'Time', unit: 'time' },
      y: { label: what.replace('The ', ''), unit },
      lines: [
        { key: 'value', label: what.replace('The ', ''), kind: 'dots', points: thin(samples) },
        {
          key: 'trend',
          label: 'Trend',
          kind: 'dashed',
          points: [
            { x: fromMs, y: first },
            { x: toMs, y: last },
          ],
        },
      ],
      marks: [],
    },
    window: { fromMs, toMs },
    suggestion: isRising
      ? {
          title: `${what.replace('The ', '')} rises by ${say(showPercent(perHour / first, 1))} an hour`,
          severity: 'medium',
          advice:
            'Look for what grows with time under a load that does not: caches, tables, pools, log files, the heap.',
        }
      : null,
  })
}

const thin = (samples: readonly Sampled[]) =>
  samples
    .filter((_, at) => at % Math.ceil(samples.length / 600) === 0)
    .map(({ atMs, value }) => ({ x: atMs, y: value }))
