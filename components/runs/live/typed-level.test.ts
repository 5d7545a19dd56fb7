import { expect, test } from 'vitest'
import { levelOf } from './typed-level.ts'

test.each([
  ['300', 300],
  [' 1,200 ', 1200],
  ['12 000', 12_000],
  ['300/s', 300],
  ['150 users', 150],
  ['0', 0],
  ['2.5 / s', 2.5],
])('%j is a level of %d', (text, level) => {
  expect(levelOf(text)).toBe(level)
})

test.each(['', 'many', '-5', '1e9', '300/min', '1,20'])('%j is none', (text) => {
  expect(levelOf(text)).toBeNull()
})
