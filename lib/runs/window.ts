// What one series did over any window: rows merged over the largest resolutions that tile it, exact to one second.
// Shown percentile: of ok attempts. Judged percentile: the ⌈q · n⌉-th smallest of n = ok + failed + dropped by the target +
// interrupted, where every attempt that was not ok ranks slower than any value ("95 % of attempts were answered within …").
// Units: seconds since the start of the run; microseconds. Percentiles carry the histogram's 0.1 %, sums and max are exact.

import { type Bucket, type Counts, RESOLUTIONS } from './bucket.ts'
import { addCounts, emptyCounts } from './counts.ts'
import { LatencyHistogram, rankOf } from './histogram.ts'
import { seriesKey } from './series.ts'

/** Rows of several workers are told apart by their shard, those of two owners of a shard by their epoch. */
export type WindowRow = Bucket & { shardIndex?: number; epoch?: number }

const COARSEST_FIRST = RESOLUTIONS.toSorted((a, b) => b - a)

/** The rows that cover [from, to) once, each second by the coarsest row that lies wholly inside. Seconds without a row are left out. */
export function tileWindow<Row extends WindowRow>(rows: Iterable<Row>, fromSecond: number, toSecond: number): Row[] {
  const parts = new Map<string, Map<number, Row>>()
  for (const row of rows) {
    if (row.startSecond < fromSecond || row.startSecond >= toSecond) continue
    const part = `${seriesKey(row.series)}#${row.shardIndex ?? 0}.${row.epoch ?? 0}`
    let byPlace = parts.get(part)
    if (!byPlace) parts.set(part, (byPlace = new Map()))
    byPlace.set(placeOf(row.startSecond, row.resolution), row)
  }
  return [...parts.values()].flatMap((byPlace) => tilePart(byPlace, fromSecond, toSecond))
}

function tilePart<Row extends WindowRow>(byPlace: Map<number, Row>, fromSecond: number, toSecond: number): Row[] {
  const tiles: Row[] = []
  let first = Number.POSITIVE_INFINITY
  let last = 0
  for (const { startSecond } of byPlace.values()) {
    first = Math.min(first, startSecond)
    last = Math.max(last, startSecond)
  }
  for (let second = Math.max(fromSecond, first); second <= last; ) {
    const resolution = COARSEST_FIRST.find((size) => second + size <= toSecond && byPlace.has(placeOf(second, size)))
    if (resolution) tiles.push(byPlace.get(placeOf(second, resolution))!)
    second += resolution ?? 1
  }
  return tiles
}

const placeOf = (startSecond: number, resolution: number) => startSecond * 10_000 + resolution

export interface MergedWindow {
  counts: Counts
  okResponse: LatencyHistogram
  okService: LatencyHistogram
  failedResponse: LatencyHistogram
  /** Slowest ok response, µs; null without one. */
  maxMicros: number | null
  /** Rows merged. */
  rows: number
}

/** Merges the rows of [from, to), of all series given. Throws RangeError when a row's histogram cannot be read. */
export function mergeWindow(rows: Iterable<WindowRow>, fromSecond: number, toSecond: number): MergedWindow {
  return mergeRows(tileWindow(rows, fromSecond, toSecond))
}

/** Merges rows that are known to tile. */
export function mergeRows(rows: Iterable<Bucket>): MergedWindow {
  const merged = emptyWindow()
  for (const row of rows) addRow(merged, row)
  return merged
}

export function emptyWindow(): MergedWindow {
  return {
    counts: emptyCounts(),
    okResponse: new LatencyHistogram(),
    okService: new LatencyHistogram(),
    failedResponse: new LatencyHistogram(),
    maxMicros: null,
    rows: 0,
  }
}

/** Adds one row to a window, in place: what follows a run live pays for the new second only. */
export function addRow(merged: MergedWindow, row: Bucket): void {
  addCounts(merged.counts, row)
  if (row.okResponse) merged.okResponse.addEncoded(row.okResponse)
  if (row.okService) merged.okService.addEncoded(row.okService)
  if (row.failedResponse) merged.failedResponse.addEncoded(row.failedResponse)
  if (row.maxMicros !== null) merged.maxMicros = Math.max(merged.maxMicros ?? 0, row.maxMicros)
  merged.rows++
}

/** Gives the memory of its histograms back: it can be used no more. */
export function releaseWindow({ okResponse, okService, failedResponse }: MergedWindow): void {
  for (const histogram of [okResponse, okService, failedResponse]) histogram.reset()
}

/** Attempts a judged percentile ranks. */
export function judgedAttempts(counts: Counts): number {
  return counts.ok + counts.failed + counts.droppedTarget + counts.interrupted
}

/** µs; null without ok attempts. `fraction` is 0 – 1. */
export function shownQuantile(window: MergedWindow, fraction: number): number | null {
  return atMost(window.okResponse.quantile(fraction), window.maxMicros)
}

/** µs; Infinity where the rank falls among attempts that were not answered well; null without attempts. */
export function judgedQuantile(window: MergedWindow, fraction: number): number | null {
  const attempts = judgedAttempts(window.counts)
  if (attempts === 0) return null
  const rank = rankOf(fraction, attempts)
  if (rank > window.okResponse.count) return Number.POSITIVE_INFINITY
  return atMost(window.okResponse.valueAtRank(rank), window.maxMicros)
}

/** Percentile of service time of ok attempts, µs; null without any. */
export function serviceQuantile(window: MergedWindow, fraction: number): number | null {
  return window.okService.quantile(fraction)
}

export interface Spread {
  mean: number | null
  min: number | null
  max: number | null
  deviation: number | null
}

/** Of ok response times, µs: mean from exact sums, max exact, min and standard deviation to the histogram's 0.1 %. */
export function responseSpread(window: MergedWindow): Spread {
  return spreadOf(window.okResponse, window.counts.okResponseSumMicros, window.maxMicros)
}

/** Of ok service times, µs; max to the histogram's 0.1 %. */
export function serviceSpread(window: MergedWindow): Spread {
  return spreadOf(window.okService, window.counts.okServiceSumMicros, window.okService.quantile(1))
}

function spreadOf(histogram: LatencyHistogram, sumMicros: number, max: number | null): Spread {
  if (histogram.count === 0) return { mean: null, min: null, max: null, deviation: null }
  const mean = sumMicros / histogram.count
  const deviation = Math.sqrt(histogram.squaresAround(mean) / histogram.count)
  return { mean, min: atMost(histogram.lowest(), mean), max, deviation }
}

function atMost(value: number | null, most: number | null): number | null {
  return value === null || most === null ? value : Math.min(value, most)
}
