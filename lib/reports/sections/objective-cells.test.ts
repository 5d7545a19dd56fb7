import { expect, it } from 'vitest'
import { statusOf } from './objective-cells.ts'

const status = (comparator: string, actual: number | null, target: number) =>
  statusOf({ verdict: 'warn', comparator, actual, target }).text

it('calls over its target only what is, and not certain what meets it without showing that it does', () => {
  expect(status('<', 538, 500)).toBe('Over target')
  expect(status('>=', 38, 40)).toBe('Under target')
  expect(status('<', 0, 0.05)).toBe('Not certain')
  expect(status('<', null, 0.05)).toBe('Over target')
})
