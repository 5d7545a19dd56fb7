import { expect, test } from 'vitest'
import { linearScale, pushApart, scaleTop, timeTicks, valueTicks } from './scale.ts'

test('value ticks are round, start at zero and cover the highest value', () => {
  expect(valueTicks(734)).toEqual([0, 200, 400, 600, 800])
  expect(valueTicks(0.9)).toEqual([0, 0.25, 0.5, 0.75, 1])
  expect(valueTicks(0)).toEqual([0, 1])
})

test('time ticks stand at round elapsed times', () => {
  expect(timeTicks(618, 918, 6)).toEqual([660, 720, 780, 840, 900])
  expect(timeTicks(0, 60, 8)).toEqual([0, 10, 20, 30, 40, 50, 60])
})

test('one stall does not flatten the rest of the scale', () => {
  const values = [...Array.from({ length: 99 }, () => 100), 5000]
  expect(scaleTop(values)).toBeLessThan(200)
  expect(scaleTop([100, 110, 120])).toBeGreaterThan(120)
  expect(scaleTop(values, [], false)).toBeGreaterThan(5000)
})

test('the scale shows target and limit when they are near the data', () => {
  expect(scaleTop([100, 110], [350])).toBeGreaterThan(350)
  expect(scaleTop([1, 2], [5000])).toBeLessThan(10)
  expect(scaleTop([0, 0], [0.001, 0.01])).toBeCloseTo(0.0112)
})

test('labels that would cover one another are pushed apart and stay inside', () => {
  const placed = pushApart(
    [
      { item: 'limit', y: 98 },
      { item: 'target', y: 100 },
    ],
    13,
    10,
    104,
  )
  expect(placed.map((p) => [p.item, p.y])).toEqual([
    ['limit', 91],
    ['target', 104],
  ])
})

test('a scale can be read backwards', () => {
  const scale = linearScale([0, 100], [56, 256])
  expect([scale(50), scale.invert(156)]).toEqual([156, 50])
})
