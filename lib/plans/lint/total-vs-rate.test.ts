import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { totalVsRate } from './total-vs-rate.ts'

describe('total-vs-rate', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(totalVsRate)).toEqual([])
  })

  const expected = (scenario: number, expect: { duration?: string; requests?: string; rate?: string }) =>
    findingsOf(totalVsRate, (draft) => void (draft.scenarios![scenario]!.expect = expect))

  it('agrees with what the load comes to, within 5 %', () => {
    expect(expected(1, { duration: '10m', requests: '120000', rate: '200/s' })).toEqual([])
    expect(expected(1, { requests: '115000' })).toEqual([])
    expect(expected(0, { requests: '40000', rate: '65/s' })).toEqual([])
  })

  it('finds another duration, total and rate', () => {
    expect(expected(1, { duration: '12m', requests: '90000', rate: '12000/s' }).map((one) => one.message)).toEqual([
      'flood is expected to have a duration of 12m, its load comes to 10m',
      'flood is expected to have a total of 90000, its load comes to 120000',
      'flood is expected to have a rate of 12000/s, its load comes to 200/s',
    ])
    expect(expected(0, { requests: '90000' })[0]).toMatchObject({
      message: 'base is expected to have a total of 90000, its load comes to 24615 to 41739',
      places: ['scenarios.base.expect.requests', 'scenarios.base.load'],
    })
  })
})
