import { expect, test } from 'vitest'
import { showDay, showMoment } from './moment.ts'

test('a moment is told by day and minute, in UTC wherever the reader is', () => {
  expect(showMoment('2026-11-19T23:59:30.000Z')).toBe('19 Nov 23:59 UTC')
})

test('a day is told in full, of a date and of a moment', () => {
  expect([showDay('2026-12-31'), showDay('2026-12-31T23:59:59Z')]).toEqual(['31 December 2026', '31 December 2026'])
})
