// Columns of a heat map over a window: whole multiples of their width, cut short at its ends, made of rows of one resolution within.
// Units: seconds since the start of the run.

import { RESOLUTIONS } from './bucket.ts'

export const MOST_COLUMNS = 120
/** Each is a whole number of rows of one resolution and of the rows above it where it lies between two. */
const WIDTHS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400] as const

export interface Column {
  second: number
  seconds: number
}

/** At most `most` columns of the finest width for which at most `mostRows` rows of each series are read. */
export function columnsFor(from: number, to: number, mostRows = 5 * MOST_COLUMNS, most = MOST_COLUMNS): Column[] {
  if (to <= from) return []
  const span = to - from
  const fits = (width: number) => {
    const resolution = RESOLUTIONS.findLast((size) => width % size === 0) ?? 1
    return countOf(from, to, width) <= most && span / resolution <= mostRows
  }
  const width = WIDTHS.find(fits) ?? Math.ceil(span / most / 86_400) * 86_400
  return Array.from({ length: countOf(from, to, width) }, (_, index) => {
    const start = (Math.floor(from / width) + index) * width
    const second = Math.max(from, start)
    return { second, seconds: Math.min(to, start + width) - second }
  })
}

const countOf = (from: number, to: number, width: number) => Math.ceil(to / width) - Math.floor(from / width)
