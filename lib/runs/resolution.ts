// Which rows a chart is drawn from: the finest resolution that gives at most so many points, finer ones where the window cuts it short,
// and coarser ones where one-second rows were let go. Units: seconds since the start of the run.

import { RESOLUTIONS, type Resolution } from './bucket.ts'

export const MAX_POINTS = 600

/** The finest resolution that draws a window in at most `points` points; the coarsest there is when none does. */
export function resolutionFor(windowSeconds: number, points = MAX_POINTS): Resolution {
  return RESOLUTIONS.find((resolution) => windowSeconds / resolution <= points) ?? 3600
}

/** Rows of one resolution that begin in [from, to). */
export interface Segment {
  resolution: Resolution
  from: number
  to: number
}

/** Covers a window once: rows of the finest resolution that gives at most `points`, and finer ones where it is cut short. */
export function segmentsFor(from: number, to: number, points = MAX_POINTS): Segment[] {
  const options = RESOLUTIONS.map((resolution) => segmentsAt(from, to, resolution))
  return options.find((segments) => countRows(segments) <= points) ?? options.at(-1) ?? []
}

const countRows = (segments: Segment[]) =>
  segments.reduce((count, { resolution, from, to }) => count + (to - from) / resolution, 0)

function segmentsAt(from: number, to: number, resolution: Resolution): Segment[] {
  if (from >= to) return []
  const first = Math.ceil(from / resolution) * resolution
  const last = Math.floor(to / resolution) * resolution
  const finer = RESOLUTIONS[RESOLUTIONS.indexOf(resolution) - 1]
  if (first >= last) return finer ? segmentsAt(from, to, finer) : []
  const around = (a: number, b: number) => (finer ? segmentsAt(a, b, finer) : [])
  return [...around(from, first), { resolution, from: first, to: last }, ...around(last, to)]
}

const [SECOND, TEN] = RESOLUTIONS

/** Where one-second rows were let go, the rows of ten seconds beside them, reaching over the ends of the window. */
export function withStandIns(segments: Segment[], finestFrom: number): Segment[] {
  const standIns = segments
    .filter(({ resolution, from }) => resolution === SECOND && from < finestFrom)
    .map(({ from, to }) => ({
      resolution: TEN,
      from: from - (from % TEN),
      to: Math.min(Math.ceil(to / TEN) * TEN, finestFrom),
    }))
  return [...segments, ...standIns]
}

/** Leaves out every row that finer ones tell, too. */
export function withoutCovered<Row extends { resolution: number; startSecond: number }>(rows: Row[]): Row[] {
  const told = new Set(
    rows.filter((row) => row.resolution === SECOND).map((row) => row.startSecond - (row.startSecond % TEN)),
  )
  return rows.filter((row) => row.resolution !== TEN || !told.has(row.startSecond))
}
