import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bucket, SeriesId } from './bucket.ts'
import { emptyRow, Rollup, type SecondRow } from './rollup.ts'
import {
  judgedQuantile,
  mergeWindow,
  responseSpread,
  serviceQuantile,
  shownQuantile,
  tileWindow,
  type WindowRow,
} from './window.ts'

const READ: SeriesId = { kind: 'operation', key: 'read', payload: '' }

function secondOf(okMicros: number[], failedMicros: number[] = [], series = READ): SecondRow {
  const row = emptyRow(series)
  for (const micros of okMicros) {
    row.okResponse.record(micros)
    row.okService.record(micros / 2)
    row.counts.okResponseSumMicros += micros
    row.maxMicros = Math.max(row.maxMicros, micros)
  }
  for (const micros of failedMicros) row.failedResponse.record(micros)
  row.counts.ok = okMicros.length
  row.counts.failed = failedMicros.length
  row.counts.sent = okMicros.length + failedMicros.length
  row.counts.offered = row.counts.sent
  if (failedMicros.length > 0) row.counts.errors = { 'http-5xx': failedMicros.length }
  return row
}

function bucketsOf(seconds: number[][]): Bucket[] {
  const rollup = new Rollup()
  const closed = seconds.flatMap((values, second) => rollup.close(second, [secondOf(values)]))
  return [...closed, ...rollup.flush()]
}

describe('a window over buckets', () => {
  it('uses the largest rows that lie wholly inside and covers each second once', () => {
    const rows = bucketsOf(Array.from({ length: 150 }, (_, second) => [second + 1]))
    const tiles = tileWindow(rows, 5, 145).map((row) => `${row.startSecond}+${row.resolution}`)
    expect(tiles.slice(0, 6)).toEqual(['5+1', '6+1', '7+1', '8+1', '9+1', '10+10'])
    expect(tiles).toContain('60+60')
    expect(tiles.slice(-3)).toEqual(['142+1', '143+1', '144+1'])
    expect(mergeWindow(rows, 5, 145).counts.ok).toBe(140)
  })

  it('takes a window without an end as all there is', () => {
    expect(mergeWindow(bucketsOf([[1], [2], [3]]), 0, Number.MAX_SAFE_INTEGER).counts.ok).toBe(3)
  })

  it('equals the raw attempts at any percentile of any window', () => {
    const seconds = fc.array(fc.array(fc.integer({ min: 1, max: 2000 }), { maxLength: 6 }), {
      minLength: 1,
      maxLength: 140,
    })
    fc.assert(
      fc.property(
        seconds,
        fc.nat(140),
        fc.nat(140),
        fc.constantFrom(0.5, 0.66, 0.75, 0.8, 0.95, 0.98, 1),
        (all, a, b, q) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b) + 1]
          const raw = all
            .slice(from, to)
            .flat()
            .toSorted((x, y) => x - y)
          const merged = mergeWindow(bucketsOf(all), from, to)
          expect(merged.counts.ok).toBe(raw.length)
          const truth = raw[Math.max(1, Math.ceil(q * raw.length - 1e-9)) - 1] ?? null
          expect(shownQuantile(merged, q)).toBe(truth)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('ranks failed, target-dropped and interrupted attempts slower than any value', () => {
    const row = secondOf(
      Array.from({ length: 90 }, (_, i) => (i + 1) * 10),
      [1, 1, 1, 1],
    )
    row.counts.droppedTarget = 3
    row.counts.interrupted = 3
    const window = mergeWindow(new Rollup().close(0, [row]), 0, 1)
    expect(judgedQuantile(window, 0.5)).toBe(500)
    expect(judgedQuantile(window, 0.9)).toBe(900)
    expect(judgedQuantile(window, 0.91)).toBe(Number.POSITIVE_INFINITY)
    expect(shownQuantile(window, 0.91)).toBe(820)
  })

  it('has no percentile without attempts, and an infinite one when all failed', () => {
    const empty = mergeWindow([], 0, 10)
    expect([shownQuantile(empty, 0.5), judgedQuantile(empty, 0.5)]).toEqual([null, null])
    expect(responseSpread(empty)).toEqual({ mean: null, min: null, max: null, deviation: null })
    const failed = mergeWindow(new Rollup().close(0, [secondOf([], [5])]), 0, 1)
    expect(judgedQuantile(failed, 0.5)).toBe(Number.POSITIVE_INFINITY)
  })

  it('gives mean and max exactly, min and deviation to the precision of a cell, and no percentile above the max', () => {
    const window = mergeWindow(
      bucketsOf([
        [100_000, 200_001],
        [300_000, 123_457],
      ]),
      0,
      2,
    )
    const spread = responseSpread(window)
    expect(spread.mean).toBe(723_458 / 4)
    expect(spread.max).toBe(300_000)
    expect(spread.min! / 100_000).toBeCloseTo(1, 2)
    expect(spread.deviation! / Math.sqrt((80864.5 ** 2 + 19136.5 ** 2 + 119135.5 ** 2 + 57407.5 ** 2) / 4)).toBeCloseTo(
      1,
      2,
    )
    expect(shownQuantile(window, 1)).toBe(300_000)
    expect(serviceQuantile(window, 1)! / 150_000).toBeCloseTo(1, 2)
  })

  it('keeps the rows of two workers apart while tiling and adds them up', () => {
    const first: WindowRow[] = bucketsOf([[1], [2], [3]]).map((row) => ({ ...row, shardIndex: 0 }))
    const second: WindowRow[] = bucketsOf([[4], [5], [6]]).map((row) => ({ ...row, shardIndex: 1 }))
    expect(mergeWindow([...first, ...second], 0, 3).counts.ok).toBe(6)
  })
})

describe('a rollup', () => {
  it('closes the ten-second row with its tenth second, and the rest on flush', () => {
    const rollup = new Rollup()
    const closing = Array.from({ length: 13 }, (_, second) => rollup.close(second, [secondOf([second + 1])]).length)
    expect(closing).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1])
    expect(rollup.flush().map((row) => [row.resolution, row.startSecond, row.ok])).toEqual([
      [10, 10, 3],
      [60, 0, 13],
      [600, 0, 13],
      [3600, 0, 13],
    ])
  })

  it('ends an open row when seconds are missing', () => {
    const rollup = new Rollup()
    rollup.close(3, [secondOf([1])])
    const rows = rollup.close(14, [secondOf([2])])
    expect(rows.map((row) => [row.resolution, row.startSecond])).toEqual([
      [1, 14],
      [10, 0],
    ])
  })
})
