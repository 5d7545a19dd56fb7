// From the points of a run to the rows a chart draws. Time is in seconds since the start of the run.

import type { LivePoint } from '#lib/runs/schema.ts'

/** One column of pixels. A null is drawn as a gap. */
export interface ChartRow {
  /** Start of the bucket, as people name it. */
  second: number
  /** How long it is. */
  seconds: number
  /** Where it is drawn: the middle of the bucket. */
  x: number
  offered: number | null
  achieved: number | null
  failed: number | null
  dropped: number | null
  droppedTarget: number | null
  droppedGenerator: number | null
  users: number | null
  inFlight: number | null
  p50: number | null
  p95: number | null
  p99: number | null
}

export interface TimeSpan {
  from: number
  to: number
}

export interface ChartRows {
  rows: ChartRow[]
  /** Stretches without data between two points. */
  gaps: TimeSpan[]
}

const MOST_ROWS = 1000

/** What a row holds of which nothing is known. */
export const EMPTY = {
  offered: null,
  achieved: null,
  failed: null,
  dropped: null,
  droppedTarget: null,
  droppedGenerator: null,
  users: null,
  inFlight: null,
  p50: null,
  p95: null,
  p99: null,
}

/**
 * Rows of the points inside of `span`, at most `most` of them. Where points are merged, rates are means weighted by time and
 * percentiles the highest of the group, because percentiles have no mean.
 */
export function toChartRows(points: readonly LivePoint[], span: TimeSpan, most = MOST_ROWS): ChartRows {
  const inside = points.filter((p) => p.second + p.seconds > span.from && p.second < span.to)
  const size = Math.max(1, Math.ceil(inside.length / most))
  const rows: ChartRow[] = []
  const gaps: TimeSpan[] = []
  let end: number | null = null
  for (const group of grouped(inside, size)) {
    const row = toRow(group)
    if (end !== null && row.second > end) {
      gaps.push({ from: end, to: row.second })
      rows.push({ ...EMPTY, second: end, seconds: row.second - end, x: (end + row.second) / 2 })
    }
    rows.push(row)
    end = row.second + row.seconds
  }
  return { rows, gaps }
}

/** Seconds one drawn point stands for when `span` holds more points than can be drawn; null when each has its own. */
export function mergedSeconds(points: readonly LivePoint[], span: TimeSpan): number | null {
  const inside = points.filter((p) => p.second + p.seconds > span.from && p.second < span.to)
  const size = Math.ceil(inside.length / MOST_ROWS)
  return size > 1 ? size * (inside[0]?.seconds ?? 1) : null
}

/** Groups of at most `size` neighbours; a group never reaches over a gap. */
function grouped(points: readonly LivePoint[], size: number): LivePoint[][] {
  const groups: LivePoint[][] = []
  let current: LivePoint[] = []
  for (const point of points) {
    const before = current.at(-1)
    const adjoins = before !== undefined && point.second <= before.second + before.seconds
    if (before !== undefined && (!adjoins || current.length === size)) {
      groups.push(current)
      current = []
    }
    current.push(point)
  }
  if (current.length > 0) groups.push(current)
  return groups
}

function toRow(group: readonly LivePoint[]): ChartRow {
  const second = group[0]?.second ?? 0
  const last = group.at(-1)
  const seconds = last ? last.second + last.seconds - second : 0
  const mean = (value: (p: LivePoint) => number): number =>
    group.reduce((sum, p) => sum + value(p) * p.seconds, 0) / Math.max(seconds, 1e-9)
  const droppedTarget = mean((p) => p.droppedTargetPerSecond)
  const droppedGenerator = mean((p) => p.droppedGeneratorPerSecond)
  return {
    second,
    seconds,
    x: second + seconds / 2,
    offered: mean((p) => p.offeredPerSecond),
    achieved: mean((p) => p.okPerSecond + p.failedPerSecond),
    failed: mean((p) => p.failedPerSecond),
    dropped: droppedTarget + droppedGenerator,
    droppedTarget,
    droppedGenerator,
    users: highest(group, (p) => p.users),
    inFlight: highest(group, (p) => p.inFlight),
    p50: highest(group, (p) => p.p50Ms),
    p95: highest(group, (p) => p.p95Ms),
    p99: highest(group, (p) => p.p99Ms),
  }
}

function highest(group: readonly LivePoint[], value: (p: LivePoint) => number | null): number | null {
  let best: number | null = null
  for (const point of group) {
    const v = value(point)
    if (v !== null && (best === null || v > best)) best = v
  }
  return best
}

/** The row under `second`, else the nearest one with data; null when there is none. */
export function rowAt(rows: readonly ChartRow[], second: number): ChartRow | null {
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row && row.second + row.seconds <= second) low = middle + 1
    else high = middle
  }
  return rows[low] ?? null
}

/** The planned load as rows of a step-free line, cut to `span`: the future is drawn with it. */
export function toPlannedRows(
  planned: readonly { atMs: number; value: number }[],
  span: TimeSpan,
): { x: number; planned: number }[] {
  const at = (second: number): number | null => plannedAt(planned, second)
  const inner = planned
    .map((p) => ({ x: p.atMs / 1000, planned: p.value }))
    .filter((p) => p.x > span.from && p.x < span.to)
  const first = at(span.from)
  const last = at(span.to)
  return [
    ...(first === null ? [] : [{ x: span.from, planned: first }]),
    ...inner,
    ...(last === null ? [] : [{ x: span.to, planned: last }]),
  ]
}

/** Planned users or rate at a second, between its two neighbours; null outside of the schedule. */
export function plannedAt(planned: readonly { atMs: number; value: number }[], second: number): number | null {
  const atMs = second * 1000
  const first = planned[0]
  const last = planned.at(-1)
  if (!first || !last || atMs < first.atMs || atMs > last.atMs) return null
  let before = first
  for (const point of planned) {
    if (point.atMs >= atMs) {
      const width = point.atMs - before.atMs
      return width === 0 ? point.value : before.value + ((point.value - before.value) * (atMs - before.atMs)) / width
    }
    before = point
  }
  return last.value
}
