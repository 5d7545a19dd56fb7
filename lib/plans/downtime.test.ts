import { describe, expect, it } from 'vitest'
import { downtimeBudget } from './downtime.ts'

describe('the downtime an availability leaves', () => {
  it('of 99.9 % is 43 min 50 s a month and 1 min 26 s a day', () => {
    const budget = Object.fromEntries((downtimeBudget(0.999) ?? []).map(({ per, ms }) => [per, ms / 1000]))
    expect(budget).toEqual({ day: 86, week: 605, month: 43 * 60 + 50, year: 31_558 })
  })

  it('of 100 % is none', () => {
    expect(downtimeBudget(1)?.every(({ ms }) => ms === 0)).toBe(true)
  })

  it('is not told of what is no share of the time', () => {
    expect(downtimeBudget(9.99)).toBeNull()
  })
})
