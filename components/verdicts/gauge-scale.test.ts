import { expect, test } from 'vitest'
import { headroomOf, standing } from './gauge-scale.ts'

test('what happens now stands before the target, between target and limit, or past it', () => {
  expect([100, 400, 700, 701].map((v) => standing(v, 350, 700, '<='))).toEqual(['pass', 'warn', 'warn', 'fail'])
  expect([700, 699].map((v) => standing(v, 350, 700, '<'))).toEqual(['fail', 'warn'])
  expect([500, 487, 449].map((v) => standing(v, 495, 450, '>='))).toEqual(['pass', 'warn', 'fail'])
})

test('headroom is the room left of the limit, mirrored where higher is better', () => {
  expect(headroomOf(350, 700, false)).toBe(0.5)
  expect(headroomOf(770, 700, false)).toBeCloseTo(-0.1)
  expect(headroomOf(495, 450, true)).toBeCloseTo(0.1)
  expect(headroomOf(0, 0, false)).toBeNull()
})
