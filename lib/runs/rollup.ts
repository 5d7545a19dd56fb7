// Makes the rows of 1, 10 and 60 s in memory, as the seconds close: a coarser row is the sum of its seconds, histograms merged.
// Units: seconds since the start of the run; microseconds.

import { type Bucket, type Counts, RESOLUTIONS, type Resolution, type SeriesId } from './bucket.ts'
import { addCounts, emptyCounts, pickCounts } from './counts.ts'
import { LatencyHistogram } from './histogram.ts'
import { seriesKey } from './series.ts'

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

const COARSE = RESOLUTIONS.filter((resolution) => resolution > 1)

export class Rollup {
  /** Rows that are still open, by resolution; each belongs to the window that began at `start`. */
  readonly #open = new Map<Resolution, { start: number; rows: Map<string, SecondRow> }>()

  /**
   * Closes one second. Rows are read, not kept: the caller may reset their histograms afterwards.
   * @returns immutable rows of 1 s, and of the windows of 10 and 60 s that end with this second.
   */
  close(second: number, rows: SecondRow[]): Bucket[] {
    const finished = rows.map((row) => encodeRow(row, 1, second))
    for (const resolution of COARSE) {
      const start = second - (second % resolution)
      const open = this.#open.get(resolution)
      if (open && open.start !== start) finished.push(...this.#finish(resolution))
      for (const row of rows) this.#add(resolution, start, row)
      if (second === start + resolution - 1) finished.push(...this.#finish(resolution))
    }
    return finished
  }

  /** Rows of the windows that have not ended, at the end of a run. */
  flush(): Bucket[] {
    return COARSE.flatMap((resolution) => this.#finish(resolution))
  }

  #add(resolution: Resolution, start: number, row: SecondRow): void {
    let open = this.#open.get(resolution)
    if (!open) this.#open.set(resolution, (open = { start, rows: new Map() }))
    const key = seriesKey(row.series)
    let sum = open.rows.get(key)
    if (!sum) open.rows.set(key, (sum = emptyRow(row.series)))
    addRow(sum, row)
  }

  #finish(resolution: Resolution): Bucket[] {
    const open = this.#open.get(resolution)
    if (!open) return []
    this.#open.delete(resolution)
    return [...open.rows.values()].map((row) => {
      const bucket = encodeRow(row, resolution, open.start)
      resetRow(row)
      return bucket
    })
  }
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

/** Gives the pages of a row's histograms back. */
export function resetRow(row: SecondRow): void {
  row.okResponse.reset()
  row.okService.reset()
  row.failedResponse.reset()
}

function encodeRow(row: SecondRow, resolution: Resolution, startSecond: number): Bucket {
  const any = row.okResponse.count > 0
  const ready = (fraction: number) => (any ? Math.min(row.okResponse.quantile(fraction)!, row.maxMicros) : null)
  return {
    ...pickCounts(row.counts),
    series: row.series,
    resolution,
    startSecond,
    p50Micros: ready(0.5),
    p90Micros: ready(0.9),
    p95Micros: ready(0.95),
    p99Micros: ready(0.99),
    maxMicros: any ? row.maxMicros : null,
    okResponse: row.okResponse.encode(),
    okService: row.okService.encode(),
    failedResponse: row.failedResponse.encode(),
  }
}
