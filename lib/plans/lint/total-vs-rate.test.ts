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

  it('finds another total and rate', () => {
    expect(expected(1, { duration: '12m', requests: '90000', rate: '12000/s' }).map((one) => one.message)).toEqual([
      'flood is expected to have a total of 90000, its load comes to 120000',
      'flood is expected to have a rate of 12000/s, its load comes to 200/s',
    ])
    expect(expected(0, { requests: '90000' })[0]).toMatchObject({
      message: 'base is expected to have a total of 90000, its load comes to 24615 to 41739',
      places: ['scenarios.base.expect.requests', 'scenarios.base.load'],
    })
  })

  it('leaves the rate of users to another rule', () => {
    expect(expected(0, { rate: '500/s' })).toEqual([])
  })

  const campaign = (items: string, deadline: string) =>
    findingsOf(totalVsRate, (draft) => {
      draft.operations![0]!.poll = { path: '/jobs/1', until: 'body $.status = done', every: '1s', timeout: '6h' }
      draft.slas!.push({ key: 'sent', metric: 'monitor(sent)', comparator: '>=', target: '1000/min' })
      draft.monitors = [{ key: 'app', kind: 'json', metrics: [{ key: 'sent' }] }]
      draft.scenarios!.push({
        key: 'campaign',
        type: 'volume',
        load: { users: '5', hold: '2h' },
        mix: [{ operation: 'create' }],
        volume: { transactions: items },
        criteria: [`max(create.job) < ${deadline}`],
      })
    })

  it('finds work that its rate cannot do in the time allowed, nor while the test lasts', () => {
    expect(campaign('100000', '4h')).toEqual([])
    expect(campaign('250000', '4h').map((one) => [one.places, one.arithmetic])).toEqual([
      [
        ['scenarios.campaign.volume.transactions', 'scenarios.campaign.criteria.0'],
        '250,000 / 1000/min = 250m > 4h; needed 1,042/min',
      ],
      [
        ['scenarios.campaign.volume.transactions', 'scenarios.campaign.load'],
        '250,000 / 1000/min = 250m > 2h; needed 2,083/min',
      ],
    ])
  })
})
