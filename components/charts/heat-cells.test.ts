import { expect, test } from 'vitest'
import { heatCellAt, heatLevel, heatPaths } from './heat-cells.ts'

const heat = {
  edgesMs: [1, 10, 100],
  columns: [
    { second: 0, seconds: 1, counts: [1, 100] },
    { second: 1, seconds: 10, counts: [0, 1000] },
  ],
}

test('strengths grow with the logarithm of the rate, and nothing is nothing', () => {
  expect([0, 1, 10, 100].map((rate) => heatLevel(rate, 1, 100))).toEqual([0, 1, 4, 6])
  expect(heatLevel(5, 5, 5)).toBe(6)
})

test('columns of different length are compared by rate', () => {
  const paths = heatPaths(
    heat,
    (second) => second * 10,
    (edge) => -edge,
  )
  expect(paths.map((path) => path.split('M').length - 1)).toEqual([0, 1, 0, 0, 0, 0, 2])
})

test('a place on the map names its cell', () => {
  expect(heatCellAt(heat, 5, 20)).toEqual({ second: 1, seconds: 10, fromMs: 10, toMs: 100, count: 1000 })
  expect([heatCellAt(heat, 50, 20), heatCellAt(heat, 5, 2000)]).toEqual([null, null])
})
