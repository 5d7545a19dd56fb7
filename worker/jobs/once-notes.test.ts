import { expect, test } from 'vitest'
import { describeProgress } from './once-notes.ts'

test('the progress of a preload reads as a line of the timeline', () => {
  const progress = { name: 'setup', operation: 'create-order', done: 2400, of: 10_000 } as const
  expect(describeProgress(progress)).toBe('Setup: create-order, 2,400 of 10,000 sent')
})
