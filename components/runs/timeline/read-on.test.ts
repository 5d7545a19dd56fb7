import { expect, test } from 'vitest'
import { fixturePoint } from '../follow/run-view.fixture.ts'
import { readOnFrom } from './read-on.ts'

const points = (count: number) => Array.from({ length: count }, (_, i) => fixturePoint(i))

test('points are read on from a little before the last, and anew at first and when they are too many', () => {
  expect(readOnFrom(undefined)).toBeNull()
  expect(readOnFrom(points(4))).toBeNull()
  expect(readOnFrom(points(300))).toBe(290_000)
  expect(readOnFrom(points(1501))).toBeNull()
})
