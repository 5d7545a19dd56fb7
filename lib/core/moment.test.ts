import { expect, test } from 'vitest'
import { showMoment } from './moment.ts'

test('a moment is told by day and minute, in UTC wherever the reader is', () => {
  expect(showMoment('2026-11-19T23:59:30.000Z')).toBe('19 Nov 23:59 UTC')
})
