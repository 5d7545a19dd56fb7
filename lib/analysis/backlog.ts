// Backlog: work that was taken in and is not done yet, and how long it takes to drain.
//   depth(t) = begun(t) − ended(t), summed from the start; filling at a and draining at b for T peaks at (a − b)·T and drains in
//   (a − b)·T / b once nothing comes in
//   peak and its moment; drain time = from the last moment work came in to the first at which the depth is 5 % of the peak or less
// Of polled jobs begun and ended are counted; of requests those in flight are the depth. Units: milliseconds since the start; items.
// Source: Little 1961; 001 (campaign of 1,500/min against 1,000/min).

import { say, showCount, showLatency } from '#lib/core/number-format.ts'
import { type MergedWindow, shownQuantile } from '#lib/runs/window.ts'
import type { Analysis, Figure } from './analysis.ts'
import { analysis, atClock, figure, saySpan } from './figure.ts'
import type { RunData } from './run-data.ts'

const EMPTY = 0.05
/** Fewer at once are no backlog. */
const FEWEST = 10

export interface DepthPoint {
  atMs: number
  depth: number
}

export interface Backlog {
  points: DepthPoint[]
  peak: number
  peakAtMs: number
  /** From the end of the input; null when it never emptied. */
  drainMs: number | null
  /** Items a minute while it grew. */
  growthPerMinute: number
  left: number
}

/** Depth after each point, from what began and ended in it. */
export function depthOf(points: readonly { atMs: number; begun: number; ended: number }[]): DepthPoint[] {
  let depth = 0
  return points.map(({ atMs, begun, ended }) => {
    depth += begun - ended
    return { atMs, depth: Math.max(0, depth) }
  })
}

/** `inputEndMs`: when the last work came in. null without points. */
export function measureBacklog(points: readonly DepthPoint[], inputEndMs: number): Backlog | null {
  const [first] = points
  const last = points.at(-1)
  if (!first || !last) return null
  const top = points.reduce((highest, one) => (one.depth > highest.depth ? one : highest))
  const empty = points.find(({ atMs, depth }) => atMs >= Math.max(inputEndMs, top.atMs) && depth <= top.depth * EMPTY)
  const minutes = (top.atMs - first.atMs) / 60_000
  return {
    points: [...points],
    peak: top.depth,
    peakAtMs: top.atMs,
    drainMs: empty ? Math.max(0, empty.atMs - inputEndMs) : null,
    growthPerMinute: minutes > 0 ? (top.depth - first.depth) / minutes : 0,
    left: last.depth,
  }
}

/** Of every operation that begins jobs and follows them. */
export function analyseBacklogs({ jobs, durationMs, series }: RunData): Analysis[] {
  return jobs.flatMap(({ key, points }) => {
    const counted = points.map(({ second, begun, ended }) => ({ atMs: (second + 1) * 1000, begun, ended }))
    const lastIn = counted.findLast(({ begun }) => begun > 0)?.atMs ?? durationMs
    const backlog = measureBacklog(depthOf(counted), lastIn)
    if (!backlog) return []
    const said = describeBacklog(backlog, { key: `backlog/${key}`, of: `jobs of ${key}`, isJob: true })
    const own = series.find(({ series: one }) => one.kind === 'flow' && one.key === `${key}.job`)
    return [{ ...said, figures: [...said.figures, ...jobFigures(own?.window)] }]
  })
}

/** From the request that began a job to its end. */
function jobFigures(window: MergedWindow | undefined): Figure[] {
  if (!window) return []
  const time = (fraction: number) => {
    const micros = shownQuantile(window, fraction)
    return micros === null ? null : micros / 1000
  }
  return [
    figure('done', 'Jobs done', window.counts.ok, 'count', { note: `${say(showCount(window.counts.failed))} failed` }),
    figure('job-p50', 'Time to done, p50', time(0.5), 'ms'),
    figure('job-p95', 'Time to done, p95', time(0.95), 'ms'),
  ]
}

/** Requests that waited for an answer, where they piled up: ten at once or more, and three times as many as in the first third. */
export function analyseInFlight({ points, load, durationMs, jobs }: RunData): Analysis | null {
  // Those that ask for jobs are in flight, too.
  if (jobs.length > 0) return null
  const depths = points.map(({ second, seconds, inFlight }) => ({ atMs: (second + seconds) * 1000, depth: inFlight }))
  const early = depths.slice(0, Math.ceil(depths.length / 3)).map(({ depth }) => depth)
  const usual = early.sort((a, b) => a - b)[Math.floor(early.length / 2)] ?? 0
  const lastStage = load.stages.findLast(({ to, from }) => Math.max(to, from) > 0)
  const inputEndMs = Math.min(durationMs, lastStage ? lastStage.startMs + lastStage.durationMs : durationMs)
  const backlog = measureBacklog(depths, Math.min(inputEndMs, peakEnd(depths)))
  if (!backlog || load.model === 'users' || backlog.peak < Math.max(FEWEST, usual * 3)) return null
  return describeBacklog(backlog, { key: 'backlog', of: 'requests in flight', isJob: false })
}

/** While more comes in than goes out nothing drains: it begins at the peak. */
const peakEnd = (points: readonly DepthPoint[]): number =>
  points.reduce((highest, one) => (one.depth > highest.depth ? one : highest), points[0] ?? { atMs: 0, depth: 0 }).atMs

export function describeBacklog(
  { points, peak, peakAtMs, drainMs, growthPerMinute, left }: Backlog,
  { key, of, isJob }: { key: string; of: string; isJob: boolean },
): Analysis {
  const isEmpty = drainMs !== null
  const drained = isEmpty
    ? `drained in ${saySpan(drainMs)}`
    : `never emptied: ${say(showCount(left))} were left at the end`
  const head = {
    key,
    title: isJob ? `Backlog of ${of}` : 'Backlog of requests',
    howToRead: isJob
      ? 'Jobs begun less jobs that came to their end. It grows while more come in than are done, and drains at the speed they are done.'
      : 'Requests that left and were not answered yet. They pile up where the target answers more slowly than they come in.',
  }
  return analysis(head, {
    tone: isEmpty ? (peak < FEWEST ? 'good' : 'note') : 'bad',
    sentence: `The backlog of ${of} peaked at ${say(showCount(peak))}, ${atClock(peakAtMs)} into the run, and ${drained}.`,
    figures: [
      figure('peak', 'Peak', peak, 'count', { note: `at ${atClock(peakAtMs)}` }),
      figure('drain', 'Drained in', drainMs, 'ms', { note: isEmpty ? say(showLatency(drainMs)) : 'it never emptied' }),
      figure('growth', 'Growth a minute', growthPerMinute, 'count', { note: 'up to the peak' }),
      figure('left', 'Left at the end', left, 'count'),
    ],
    chart: {
      x: { label: 'Time', unit: 'time' },
      y: { label: 'Backlog', unit: 'count' },
      lines: [{ key: 'depth', label: 'Backlog', kind: 'line', points: thin(points) }],
      marks: [{ axis: 'x', at: peakAtMs, label: 'peak', tone: 'plain' }],
    },
    suggestion: isEmpty
      ? null
      : {
          title: `The backlog of ${of} never emptied`,
          severity: 'high',
          advice: 'More comes in than is worked off: add workers, make the work smaller, or take in less.',
        },
  })
}

function thin(points: readonly DepthPoint[]) {
  const size = Math.ceil(points.length / 600)
  return points.filter((_, at) => at % size === 0).map(({ atMs, depth }) => ({ x: atMs, y: depth }))
}
