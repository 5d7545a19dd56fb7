// Pixels of one chart: its scales, and where the plot ends and the lane of failures begins.

import type { ChartRow, TimeSpan } from './chart-rows.ts'
import { type Frame, LANE_GAP, LANE_HEIGHT, type PlotSpec, type SeriesSpec } from './plot-spec.ts'
import { linearScale, type Scale, scaleTop, valueTicks } from './scale.ts'

export interface PlotGeometry {
  width: number
  height: number
  frame: Frame
  x: Scale
  y: Scale
  /** Bottom of the plot; the lane is below. */
  floor: number
  ticks: number[]
  top: number
  lane: { y: Scale; max: number; series: SeriesSpec[] } | null
}

export function plotGeometry(
  spec: PlotSpec,
  rows: readonly ChartRow[],
  planned: readonly { planned: number }[],
  span: TimeSpan,
  width: number,
  frame: Frame,
): PlotGeometry {
  const laneSeries = spec.series.filter((s) => s.lane)
  const bottom = spec.height - frame.bottom
  const floor = bottom - (laneSeries.length > 0 ? LANE_HEIGHT + LANE_GAP : 0)
  const own = rows.flatMap((row) => spec.series.filter(isDrawn).map((s) => row[s.key]))
  const beside = spec.beside?.points.filter((point) => point.x >= span.from && point.x <= span.to) ?? []
  const values = [...own, ...beside.map((point) => point.y)]
  const plan = spec.planned ? planned.map((p) => p.planned) : []
  const rules = spec.rules.map((r) => r.at)
  const most = floor - frame.top > 110 ? 4 : floor - frame.top > 70 ? 3 : 2
  const wanted = spec.top ?? Math.max(scaleTop(values, rules, spec.cutsStalls ?? false), ...plan.map((v) => v * 1.08))
  const ticks = valueTicks(wanted, most)
  const top = Math.max(ticks.at(-1) ?? 1, 1e-9)
  const laneMax = Math.max(1, ...rows.map((row) => laneSeries.reduce((sum, s) => sum + (row[s.key] ?? 0), 0)))
  return {
    width,
    height: spec.height,
    frame,
    x: linearScale([span.from, span.to], [frame.left, width - frame.right]),
    y: linearScale([0, top], [floor, frame.top]),
    floor,
    ticks,
    top,
    lane:
      laneSeries.length > 0
        ? {
            y: linearScale([0, laneMax], [bottom, bottom - LANE_HEIGHT + 2]),
            max: laneMax,
            series: laneSeries,
          }
        : null,
  }
}

export const isDrawn = (series: SeriesSpec): boolean => !series.readoutOnly && !series.lane

/** A polyline. Nulls lift the pen; a point between two of them is a dot. */
export function linePath<T>(points: readonly T[], x: (p: T, i: number) => number, y: (p: T) => number | null): string {
  let path = ''
  let drawn = 0
  // A line of one point has no length: with round ends it is a dot.
  const lift = (): void => {
    if (drawn === 1) path += 'h0'
    drawn = 0
  }
  points.forEach((point, i) => {
    const py = y(point)
    if (py === null) {
      lift()
      return
    }
    path += `${drawn > 0 ? 'L' : 'M'}${round(x(point, i))} ${round(py)}`
    drawn += 1
  })
  lift()
  return path
}

/** The polyline of points that have an x, and a y or a gap. */
export const curvePath = (
  points: readonly { x: number; y: number | null }[],
  x: (value: number) => number,
  y: (value: number) => number,
): string =>
  linePath(
    points,
    (point) => x(point.x),
    (point) => (point.y === null ? null : y(point.y)),
  )

/** What lies between a line and the floor, gap by gap. */
export function areaPath<T>(
  points: readonly T[],
  x: (p: T) => number,
  y: (p: T) => number | null,
  floor: number,
): string {
  let path = ''
  let last: number | null = null
  for (const point of points) {
    const py = y(point)
    if (py === null) {
      if (last !== null) path += `V${round(floor)}z`
      last = null
      continue
    }
    const px = round(x(point))
    path += last === null ? `M${px} ${round(floor)}V${round(py)}` : `L${px} ${round(py)}`
    last = px
  }
  return last === null ? path : `${path}V${round(floor)}z`
}

/** Bars of the lane as one path: one element instead of hundreds. */
export function barsPath(bars: readonly { x: number; from: number; to: number }[], width: number): string {
  return bars
    .map((b) => `M${round(b.x - width / 2)} ${round(b.from)}h${round(width)}V${round(b.to)}h${round(-width)}z`)
    .join('')
}

const round = (value: number): number => Math.round(value * 10) / 10

/** The highest value of each drawn series that leaves the scale, for the triangle at the edge. */
export function offScale(
  spec: PlotSpec,
  rows: readonly ChartRow[],
  top: number,
): { series: SeriesSpec; x: number; value: number }[] {
  const marks: { series: SeriesSpec; x: number; value: number }[] = []
  for (const series of spec.series.filter(isDrawn)) {
    let worst: { x: number; value: number } | null = null
    for (const row of rows) {
      const value = row[series.key]
      if (value !== null && value > top && (!worst || value > worst.value)) worst = { x: row.x, value }
    }
    if (worst) marks.push({ series, ...worst })
  }
  return marks
}
