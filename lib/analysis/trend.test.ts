import { expect, it } from 'vitest'
import { changePoints } from './trend.ts'

const near = (level: number, count: number) =>
  Array.from({ length: count }, (_, at) => level * (1 + 0.01 * ((at % 3) - 1)))

it('marks where a level changed, and both levels', () => {
  const [point, ...others] = changePoints([...near(100, 6), ...near(120, 5)], 'level')
  expect(others).toEqual([])
  expect(point!.index).toBe(6)
  expect(point!.before).toBeCloseTo(100, 0)
  expect(point!.after).toBeCloseTo(119.8, 0)
})

it('marks a level that came and went', () => {
  expect(changePoints([...near(100, 5), ...near(160, 4), ...near(100, 5)], 'level').map(({ index }) => index)).toEqual([
    5, 9,
  ])
})

it('marks nothing in noise, in one outlier, in a change too small, or in too few runs', () => {
  expect(changePoints(near(100, 12), 'level')).toEqual([])
  expect(changePoints([...near(100, 5), 300, ...near(100, 5)], 'level')).toEqual([])
  expect(changePoints([...near(100, 6), ...near(103, 6)], 'level')).toEqual([])
  expect(changePoints([100, 100, 100, 200, 200], 'level')).toEqual([])
})

it('compares shares of errors by their difference, also from none', () => {
  expect(changePoints([0, 0, 0, 0, 0.02, 0.021, 0.02], 'share')).toMatchObject([{ index: 4, before: 0 }])
  expect(changePoints([0, 0.0002, 0, 0.0003, 0, 0.0001], 'share')).toEqual([])
})
