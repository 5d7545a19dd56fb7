import { expect, it } from 'vitest'
import { dueDates } from './due-dates.ts'

const NOW = Date.parse('2026-11-19T14:29:00Z')
const told = (cron: string, zone: string) => {
  const due = dueDates(cron, zone, NOW)
  return due && [new Date(due.lastMs).toISOString(), new Date(due.nextMs).toISOString()]
}

it('tells when a repetition was due last and is due next, by the clock of its time zone', () => {
  expect(told('0 6 * * 1', 'UTC')).toEqual(['2026-11-16T06:00:00.000Z', '2026-11-23T06:00:00.000Z'])
  expect(told('0 6 * * *', 'Europe/Berlin')).toEqual(['2026-11-19T05:00:00.000Z', '2026-11-20T05:00:00.000Z'])
})

it('tells nothing of what is no repetition or no time zone', () => {
  expect(told('weekly', 'UTC')).toBeNull()
  expect(told('0 6 * * 1', 'Mars/Olympus')).toBeNull()
  expect(told('99 6 * * 1', 'UTC')).toBeNull()
})
