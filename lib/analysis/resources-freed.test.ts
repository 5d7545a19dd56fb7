import { expect, it } from 'vitest'
import { measureFreed } from './resources-freed.ts'

const LOAD = { fromMs: 60_000, toMs: 360_000 }

/** 100 before, 500 during, and down to `rest` after so many seconds. */
const gauge = (afterSeconds: number, rest: number) =>
  Array.from({ length: 45 }, (_, at) => at * 10_000).map((atMs) => ({
    atMs,
    value: atMs <= LOAD.fromMs ? 100 : atMs < LOAD.toMs + afterSeconds * 1000 ? 500 : rest,
  }))

it('are back within 10 % of before, in time or late', () => {
  expect(measureFreed(gauge(40, 105), LOAD)).toEqual({ before: 100, freedMs: 40_000, excess: 0, isInTime: true })
  expect(measureFreed(gauge(70, 105), LOAD)).toMatchObject({ freedMs: 70_000, isInTime: false })
})

it('or leave an excess that is named', () => {
  const kept = measureFreed(gauge(10, 180), LOAD)
  expect(kept).toMatchObject({ freedMs: null, isInTime: false })
  expect(kept?.excess).toBeCloseTo(70)
  expect(measureFreed([], LOAD)).toBeNull()
})
