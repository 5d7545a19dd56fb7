import { expect, test } from 'vitest'
import { showClock } from '#lib/core/number-format.ts'
import type { ErrorsView } from '#lib/runs/errors-schema.ts'
import { classesOf, errorNumbers, errorsSpec } from './errors-plot.ts'

const item = (operation: string, name: string, count: number) => ({
  operation,
  class: name,
  count,
  firstMs: 0,
  lastMs: 1000,
  statuses: [],
})
const view: ErrorsView = {
  from: 0,
  to: 20_000,
  items: [item('a', 'reset', 5), item('a', 'http-5xx', 4), item('b', 'http-5xx', 3)],
  statuses: [],
  groups: [],
  overTime: {
    columns: [
      { second: 0, seconds: 10, counts: { reset: 5, 'http-5xx': 1 } },
      { second: 10, seconds: 10, counts: { 'http-5xx': 6 } },
    ],
  },
}

test('classes are ordered by how often they came in all operations', () => {
  expect(classesOf(view)).toEqual(['http-5xx', 'reset'])
})

test('classes are stacked, per second', () => {
  const [first, second] = errorsSpec(view, showClock).lines
  expect(first?.points.map(({ y }) => y)).toEqual([0.1, 0.6])
  expect(second?.points[0]).toEqual({ x: 0, to: 10, y: 0.5, base: 0.1 })
})

test('the table holds the counts', () => {
  expect(errorNumbers(view, showClock).rows).toEqual([
    ['00:00', 10, 1, 5],
    ['00:10', 10, 6, 0],
  ])
})
