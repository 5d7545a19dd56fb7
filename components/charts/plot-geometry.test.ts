import { expect, test } from 'vitest'
import { areaPath, linePath } from './plot-geometry.ts'

const points = [
  { x: 0, y: 1 },
  { x: 1, y: null },
  { x: 2, y: 3 },
  { x: 3, y: 4 },
]
const x = (point: { x: number }) => point.x
const y = (point: { y: number | null }) => point.y

test('a gap lifts the pen, and a point alone is drawn as a dot', () => {
  expect(linePath(points, x, y)).toBe('M0 1h0M2 3L3 4')
})

test('an area ends at the floor before each gap', () => {
  expect(areaPath(points, x, y, 9)).toBe('M0 9V1V9zM2 9V3L3 4V9z')
})
