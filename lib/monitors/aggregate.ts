// Readings of a monitor over a window.
//   mean, worst   of the readings in [from, to)
//   missed        readings that gave no value, and those that were due and nobody took: where two lie 1.5 intervals apart or more
//   gap           from the first reading missed to the next that gave a value, or to the end of the window
//   rise          of a counter: value at the end − value at the beginning; a value that falls in between says it began anew
// A value at a moment is that of the last reading at or before it. Units: milliseconds since the start of the run; values as read.

import type { MonitorPoint } from './sample.ts'

export interface Span {
  fromMs: number
  toMs: number
}

export type Reading = MonitorPoint & { value: number }

export const hasValue = (point: MonitorPoint): point is Reading => point.value !== null

export const pointsWithin = (points: readonly MonitorPoint[], ranges: readonly Span[]): MonitorPoint[] =>
  points.filter(({ offsetMs }) => ranges.some(({ fromMs, toMs }) => offsetMs >= fromMs && offsetMs < toMs))

export function meanOfReadings(readings: readonly Reading[]): number | null {
  return readings.length > 0 ? readings.reduce((sum, { value }) => sum + value, 0) / readings.length : null
}

/** The greatest; the least where more is better. */
export function worstOf(readings: readonly Reading[], isLowerBetter: boolean): Reading | null {
  return readings.reduce<Reading | null>(
    (worst, one) =>
      worst === null || (isLowerBetter ? one.value > worst.value : one.value < worst.value) ? one : worst,
    null,
  )
}

/** Median distance of two readings; null with fewer than two. */
export function intervalOf(points: readonly MonitorPoint[]): number | null {
  const steps = points.slice(1).map(({ offsetMs }, at) => offsetMs - points[at]!.offsetMs)
  return steps.length > 0 ? steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)]! : null
}

export interface Gap extends Span {
  why: string
}

export interface Taken {
  /** In order of time. */
  readings: Reading[]
  missed: number
  gaps: Gap[]
}

const NOT_TAKEN = 'no reading was taken'

/** Of one range. `intervalMs`: between readings; null where it is not known. */
export function readingsIn(points: readonly MonitorPoint[], span: Span, intervalMs: number | null): Taken {
  const inside = pointsWithin(intervalMs === null ? points : withMissed(points, span, intervalMs), [span])
  const gaps: Gap[] = []
  for (const [at, point] of inside.entries()) {
    if (hasValue(point) || (at > 0 && inside[at - 1]!.value === null)) continue
    const next = inside.find((one) => one.offsetMs > point.offsetMs && hasValue(one))
    gaps.push({ fromMs: point.offsetMs, toMs: next?.offsetMs ?? span.toMs, why: point.why ?? NOT_TAKEN })
  }
  const readings = inside.filter(hasValue)
  return { readings, missed: inside.length - readings.length, gaps }
}

/** With a point of no value wherever a reading was due and nobody took it. */
function withMissed(points: readonly MonitorPoint[], { fromMs, toMs }: Span, intervalMs: number): MonitorPoint[] {
  const missed = (offsetMs: number): MonitorPoint => ({ offsetMs, value: null, why: NOT_TAKEN })
  const due = (fromMs: number, count: number, stepMs: number) =>
    Array.from({ length: Math.max(0, count) }, (_, at) => missed(fromMs + at * stepMs))
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return due(fromMs, Math.ceil((toMs - fromMs) / intervalMs), intervalMs)
  const early = Math.floor((first.offsetMs - fromMs) / intervalMs)
  const late = Math.ceil((toMs - last.offsetMs) / intervalMs - 0.5) - 1
  const between = points.flatMap((point, at) => {
    const next = points[at + 1]
    if (!next) return [point]
    const steps = Math.round((next.offsetMs - point.offsetMs) / intervalMs)
    const stepMs = (next.offsetMs - point.offsetMs) / Math.max(1, steps)
    return [point, ...due(point.offsetMs + stepMs, steps - 1, stepMs)]
  })
  return [
    ...due(first.offsetMs - early * intervalMs, early, intervalMs),
    ...between,
    ...due(last.offsetMs + intervalMs, late, intervalMs),
  ]
}

/** Of the last reading at or before a moment; null before the first. */
export function valueAt(points: readonly MonitorPoint[], atMs: number): Reading | null {
  return points.findLast((point): point is Reading => point.offsetMs <= atMs && hasValue(point)) ?? null
}

export type Rise =
  | { ok: true; before: Reading; after: Reading; by: number }
  /** `restartedMs`: the first reading below the one before it. */
  | { ok: false; restartedMs: number | null }

/** How far a counter rose from the last reading at or before `fromMs` (else the first one) to the last at or before `toMs`. */
export function riseOf(points: readonly MonitorPoint[], { fromMs, toMs }: Span): Rise {
  const readings = points.filter(hasValue)
  const before = valueAt(readings, fromMs) ?? readings.find(({ offsetMs }) => offsetMs <= toMs)
  const after = valueAt(readings, toMs)
  if (!before || !after || after.offsetMs <= before.offsetMs) return { ok: false, restartedMs: null }
  const used = readings.filter(({ offsetMs }) => offsetMs >= before.offsetMs && offsetMs <= after.offsetMs)
  const fallen = used.find(({ value }, at) => at > 0 && value < used[at - 1]!.value)
  if (fallen) return { ok: false, restartedMs: fallen.offsetMs }
  return { ok: true, before, after, by: after.value - before.value }
}

/** The greatest rise from one reading to a later one at most `overMs` after it; `isShare`: of the earlier one. */
export function greatestRise(
  readings: readonly Reading[],
  overMs: number,
  isShare = false,
): { by: number; from: Reading; to: Reading } | null {
  let best: { by: number; from: Reading; to: Reading } | null = null
  // Lows that may still be the start of a rise, in order of time and value.
  const lows: Reading[] = []
  for (const to of readings) {
    while (lows[0] && to.offsetMs - lows[0].offsetMs > overMs) lows.shift()
    const from = lows[0]
    if (from && !(isShare && from.value <= 0)) {
      const by = isShare ? (to.value - from.value) / from.value : to.value - from.value
      if (best === null || by > best.by) best = { by, from, to }
    }
    while (lows.length > 0 && lows.at(-1)!.value >= to.value) lows.pop()
    lows.push(to)
  }
  return best
}

/** What a counter rose a second between two readings, told at the later; where it began anew, nothing is. */
export function perSecond(points: readonly MonitorPoint[]): MonitorPoint[] {
  return points.slice(1).map((point, at) => {
    const last = points[at]!
    if (point.value === null) return point
    if (last.value === null) return { offsetMs: point.offsetMs, value: null, why: 'no value before it to compare with' }
    if (point.value < last.value) return { offsetMs: point.offsetMs, value: null, why: 'the counter began anew' }
    return { offsetMs: point.offsetMs, value: (point.value - last.value) / ((point.offsetMs - last.offsetMs) / 1000) }
  })
}

/**
 * Of each stretch of time the least and the greatest value of each series and its first gap, so that nothing that stands out is lost. All
 * keep the same moments; `most` points each.
 */
export function thinTogether(all: readonly (readonly MonitorPoint[])[], most = 600): MonitorPoint[][] {
  const moments = [...new Set(all.flatMap((points) => points.map(({ offsetMs }) => offsetMs)))].sort((a, b) => a - b)
  if (moments.length <= most) return all.map((points) => [...points])
  const size = Math.ceil(moments.length / Math.max(1, Math.floor(most / (3 * all.length))))
  const cellOf = new Map(moments.map((offsetMs, at) => [offsetMs, Math.floor(at / size)]))
  const kept = new Set(all.flatMap((points) => standingOut(points, (point) => cellOf.get(point.offsetMs) ?? 0)))
  return all.map((points) => points.filter(({ offsetMs }) => kept.has(offsetMs)))
}

function standingOut(points: readonly MonitorPoint[], cellOf: (point: MonitorPoint) => number): number[] {
  return [...Map.groupBy(points, cellOf).values()].flatMap((cell) => {
    const readings = cell.filter(hasValue)
    const found = [worstOf(readings, true), worstOf(readings, false), cell.find(({ value }) => value === null)]
    return found.flatMap((one) => one?.offsetMs ?? [])
  })
}
