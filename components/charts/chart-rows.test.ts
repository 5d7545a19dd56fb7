import { expect, test } from 'vitest'
import type { LivePoint } from '#lib/runs/schema.ts'
import { mergedSeconds, plannedAt, rowAt, toChartRows, toPlannedRows } from './chart-rows.ts'

const point = (second: number, over: Partial<LivePoint> = {}): LivePoint => ({
  second,
  seconds: 1,
  offeredPerSecond: 10,
  sentPerSecond: 10,
  okPerSecond: 9,
  failedPerSecond: 1,
  droppedTargetPerSecond: 0,
  droppedGeneratorPerSecond: 0,
  users: 5,
  inFlight: 2,
  p50Ms: 10,
  p90Ms: 15,
  p95Ms: 20,
  p99Ms: 30,
  maxMs: 40,
  ...over,
})
const all = { from: 0, to: 10_000 }

test('a second without data becomes a gap with a null row, not a line through it', () => {
  const { rows, gaps } = toChartRows([point(0), point(1), point(4)], all)
  expect(gaps).toEqual([{ from: 2, to: 4 }])
  expect(rows.map((r) => [r.second, r.p95, r.achieved])).toEqual([
    [0, 20, 10],
    [1, 20, 10],
    [2, null, null],
    [4, 20, 10],
  ])
})

test('a second in which nothing completed has no percentile but keeps its rate', () => {
  const { rows, gaps } = toChartRows([point(0), point(1, { okPerSecond: 0, failedPerSecond: 0, p95Ms: null })], all)
  expect(gaps).toEqual([])
  expect(rows[1]).toMatchObject({ p95: null, achieved: 0 })
})

test('merged points have the mean rate and the highest percentile, never a mean of percentiles', () => {
  const points = Array.from({ length: 8 }, (_, i) => point(i, { okPerSecond: i % 2 ? 20 : 10, p95Ms: 100 + i }))
  const { rows } = toChartRows(points, all, 4)
  expect(rows.map((r) => [r.achieved, r.p95])).toEqual([
    [16, 101],
    [16, 103],
    [16, 105],
    [16, 107],
  ])
})

test('a window with more points than pixels says how long its points are', () => {
  const points = Array.from({ length: 2400 }, (_, i) => point(i))
  expect(mergedSeconds(points, all)).toBe(3)
  expect(mergedSeconds(points, { from: 0, to: 900 })).toBeNull()
})

test('merging never reaches over a gap', () => {
  const { rows } = toChartRows([point(0), point(1), point(2), point(9), point(10), point(11)], all, 3)
  expect(rows.map((r) => [r.second, r.seconds])).toEqual([
    [0, 2],
    [2, 1],
    [3, 6],
    [9, 2],
    [11, 1],
  ])
})

test('only what lies inside of the span is drawn', () => {
  const points = Array.from({ length: 20 }, (_, i) => point(i))
  expect(toChartRows(points, { from: 5, to: 8 }).rows.map((r) => r.second)).toEqual([5, 6, 7])
})

test('the row under a second is found, and the nearest one outside of the data', () => {
  const { rows } = toChartRows([point(0), point(1), point(2)], all)
  expect([rowAt(rows, 1.5)?.second, rowAt(rows, -4)?.second, rowAt(rows, 99)?.second]).toEqual([1, 0, 2])
  expect(rowAt([], 3)).toBeNull()
})

test('the planned load is read between its corners and ends with the schedule', () => {
  const planned = [
    { atMs: 0, value: 0 },
    { atMs: 10_000, value: 100 },
    { atMs: 20_000, value: 100 },
  ]
  expect([plannedAt(planned, 5), plannedAt(planned, 15), plannedAt(planned, 21)]).toEqual([50, 100, null])
  expect(toPlannedRows(planned, { from: 5, to: 15 })).toEqual([
    { x: 5, planned: 50 },
    { x: 10, planned: 100 },
    { x: 15, planned: 100 },
  ])
})
