import { expect, it } from 'vitest'
import { criticalT, twoSidedP } from './student.ts'

it('gives the probabilities of tables of Student’s t', () => {
  expect(twoSidedP(12.706, 1)).toBeCloseTo(0.05, 5)
  expect(twoSidedP(2.228, 10)).toBeCloseTo(0.05, 4)
  expect(twoSidedP(3.659, 29)).toBeCloseTo(0.001, 5)
  expect(twoSidedP(0, 5)).toBe(1)
  expect(twoSidedP(-2.228, 10)).toBe(twoSidedP(2.228, 10))
  expect(criticalT(0.05, 29)).toBeCloseTo(2.0452, 4)
  expect(criticalT(0.05, 1e6)).toBeCloseTo(1.96, 3)
})
