import { describe, expect, it } from 'vitest'
import { nextDates } from './next-dates.ts'

const NOW = Date.UTC(2026, 10, 21, 14, 0)

describe('the next dates of a repetition', () => {
  it('are those of the clock of its time zone', () => {
    const read = nextDates('0 6 * * *', 'Europe/Berlin', NOW, 2)
    expect(read).toMatchObject({
      ok: true,
      dates: [/22 Nov 2026, 06:00/, /23 Nov 2026, 06:00/].map((one) => expect.stringMatching(one)),
    })
  })

  it('know the first Monday of a month', () => {
    const read = nextDates('0 6 * * 1#1', 'UTC', NOW, 3)
    expect(read.ok && read.dates.map((date) => /\d+ \w+ \d+/.exec(date)?.[0])).toEqual([
      '7 Dec 2026',
      '4 Jan 2027',
      '1 Feb 2027',
    ])
  })

  it('stay at six when the clocks are changed', () => {
    const read = nextDates('0 6 * * *', 'Europe/Berlin', Date.UTC(2027, 2, 27, 12, 0), 2)
    expect(read.ok && read.dates.every((date) => date.includes('06:00'))).toBe(true)
  })

  it('of what is no repetition are a sentence that says how to write one', () => {
    expect(nextDates('every day', 'UTC', NOW, 3)).toMatchObject({
      ok: false,
      message: expect.stringContaining('0 6 * * 1'),
    })
    expect(nextDates('61 6 * * *', 'UTC', NOW, 3)).toMatchObject({
      ok: false,
      message: expect.stringContaining('0 6 * * 1'),
    })
    expect(nextDates('0 6 * * *', 'Mars/Olympus', NOW, 3)).toMatchObject({
      ok: false,
      message: expect.stringContaining('Mars/Olympus'),
    })
  })
})
