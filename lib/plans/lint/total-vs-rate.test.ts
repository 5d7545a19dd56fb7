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

  const ladder = (duration: string) =>
    findingsOf(totalVsRate, (draft) => {
      Object.assign(draft.scenarios![1]!, { levels: ['1', '2'], levelWait: '5m', expect: { duration } })
    })

  it('counts waits between levels from none to all of their time', () => {
    expect([...ladder('20m'), ...ladder('25m'), ...ladder('22m')]).toEqual([])
    expect(ladder('30m')[0]).toMatchObject({
      message: 'flood is expected to have a duration of 30m, its load comes to 20m to 25m',
      arithmetic: '10m + 5m + 10m: 20m to 25m',
    })
  })

  it('ends with the iterations', () => {
    const ended = (duration: string) =>
      findingsOf(totalVsRate, (draft) => {
        draft.scenarios![1]!.load!.iterations = '60000'
        draft.scenarios![1]!.expect = { duration, requests: '60000' }
      })
    expect(ended('5m')).toEqual([])
    expect(ended('10m')[0]?.message).toContain('its load comes to 299998ms')
  })
})
