// Makes the coarser rows in memory, as the seconds close: each is the sum of the rows of the next finer resolution that lie in it.
// Those wait as the bytes they are stored as (a few KB, at most ten for a row), so that an open hour costs no tables of cells.
// What a crash leaves unmade is made again from stored rows by the same `rollUp`. Units: seconds since the start of the run; microseconds.

import { type Bucket, type Counts, RESOLUTIONS, type Resolution, type SeriesId } from './bucket.ts'
import { addCounts, emptyCounts, pickCounts } from './counts.ts'
import { LatencyHistogram } from './histogram.ts'
import { seriesKey } from './series.ts'
import { type MergedWindow, mergeRows } from './window.ts'

/** One series in one second, before encoding. */
export interface SecondRow {
  series: SeriesId
  counts: Counts
  /** Slowest ok response, µs; 0 without one. */
  maxMicros: number
  okResponse: LatencyHistogram
  okService: LatencyHistogram
  failedResponse: LatencyHistogram
}

/** Every resolution that is made from a finer one, the finest first. */
export const COARSE = RESOLUTIONS.slice(1)

/** The start of the row of this resolution that a second lies in. */
export const rowStart = (second: number, resolution: Resolution): number => second - (second % resolution)

export class Rollup {
  /** Finer rows of the windows that are still open, by the resolution they will make. */
  readonly #open = new Map<Resolution, { start: number; finer: Bucket[] }>()

  /**
   * Closes one second, which comes after all closed before. Rows are read, not kept: the caller may reset their histograms afterwards.
   * @returns immutable rows of 1 s, and of the longer windows that end with this second.
   */
  close(second: number, rows: SecondRow[]): Bucket[] {
    const closed = rows.map((row) => encodeRow(row.series, 1, second, row))
    return [...closed, ...this.#rise(second, closed)]
  }

  /** Rows of the windows that have not ended, at the end of a run. */
  flush(): Bucket[] {
    return this.#rise(Number.POSITIVE_INFINITY, [])
  }

  /** Hands rows up from resolution to resolution, as far as they finish windows by the end of `second`. */
  #rise(second: number, closed: Bucket[]): Bucket[] {
    const finished: Bucket[] = []
    let finer = closed
    for (const resolution of COARSE) {
      finer = this.#take(resolution, second, finer)
      finished.push(...finer)
    }
    return finished
  }

  #take(resolution: Resolution, second: number, finer: Bucket[]): Bucket[] {
    const finished: Bucket[] = []
    for (const row of finer) {
      const start = rowStart(row.startSecond, resolution)
      if (this.#open.get(resolution)?.start !== start) {
        finished.push(...this.#finish(resolution))
        this.#open.set(resolution, { start, finer: [] })
      }
      this.#open.get(resolution)?.finer.push(row)
    }
    const open = this.#open.get(resolution)
    if (open && open.start + resolution <= second + 1) finished.push(...this.#finish(resolution))
    return finished
  }

  #finish(resolution: Resolution): Bucket[] {
    const open = this.#open.get(resolution)
    if (!open) return []
    this.#open.delete(resolution)
    const bySeries = Map.groupBy(open.finer, (row) => seriesKey(row.series))
    return [...bySeries.values()].map((rows) => rollUp(rows, resolution, open.start))
  }
}

/** One row from the rows of a finer resolution that tile it, all of one series. Throws RangeError when a histogram cannot be read. */
export function rollUp(finer: Bucket[], resolution: Resolution, startSecond: number): Bucket {
  const [first, ...others] = finer
  if (!first) throw new RangeError('a row is made of at least one finer row')
  if (others.length === 0) return { ...first, resolution, startSecond }
  const merged = mergeRows(finer)
  const row = encodeRow(first.series, resolution, startSecond, merged)
  resetRow(merged)
  return row
}

export function emptyRow(series: SeriesId): SecondRow {
  return {
    series,
    counts: emptyCounts(),
    maxMicros: 0,
    okResponse: new LatencyHistogram(),
    okService: new LatencyHistogram(),
    failedResponse: new LatencyHistogram(),
  }
}

export function addRow(into: SecondRow, from: SecondRow): void {
  addCounts(into.counts, from.counts)
  into.maxMicros = Math.max(into.maxMicros, from.maxMicros)
  into.okResponse.add(from.okResponse)
  into.okService.add(from.okService)
  into.failedResponse.add(from.failedResponse)
}

type Histograms = Pick<MergedWindow, 'okResponse' | 'okService' | 'failedResponse'>

/** Gives the pages of a row's histograms back. */
export function resetRow(row: Histograms): void {
  row.okResponse.reset()
  row.okService.reset()
  row.failedResponse.reset()
}

type Summed = Histograms & { counts: Counts; maxMicros: number | null }

function encodeRow(series: SeriesId, resolution: Resolution, startSecond: number, row: Summed): Bucket {
  const max = row.okResponse.count > 0 ? (row.maxMicros ?? 0) : null
  const ready = (fraction: number) => (max === null ? null : Math.min(row.okResponse.quantile(fraction)!, max))
  return {
    ...pickCounts(row.counts),
    series,
    resolution,
    startSecond,
    p50Micros: ready(0.5),
    p90Micros: ready(0.9),
    p95Micros: ready(0.95),
    p99Micros: ready(0.99),
    maxMicros: max,
    okResponse: row.okResponse.encode(),
    okService: row.okService.encode(),
    failedResponse: row.failedResponse.encode(),
  }
}
