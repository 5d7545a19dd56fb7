import { expect, test } from 'vitest'
import { logScale, logTicks } from './log-scale.ts'

test('equal factors are equal distances, and can be read backwards', () => {
  const scale = logScale([1, 1000], [0, 300])
  expect([scale(10), scale(100), Math.round(scale.invert(200))]).toEqual([100, 200, 100])
  expect(scale(0)).toBe(0)
})

test('ticks are round and thin out where they would be many', () => {
  expect(logTicks(8, 600)).toEqual([10, 20, 50, 100, 200, 500])
  expect(logTicks(0.5, 60_000)).toEqual([1, 10, 100, 1000, 10_000])
})
