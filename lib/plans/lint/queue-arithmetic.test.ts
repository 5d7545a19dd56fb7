import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { queueArithmetic } from './queue-arithmetic.ts'

describe('queue-arithmetic', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(queueArithmetic)).toEqual([])
  })

  const campaign = (expected: string[], hold = '2h') =>
    findingsOf(queueArithmetic, (draft) => {
      draft.monitors = [{ key: 'app', metrics: [{ key: 'sent' }, { key: 'waiting', role: 'queue' }] }]
      draft.slas!.push(
        { key: 'sent', metric: 'monitor(sent)', comparator: '>=', target: '1000/min' },
        { key: 'backlog', metric: 'monitor(waiting)', comparator: '<', target: '1000', limit: '5000' },
      )
      Object.assign(draft.scenarios![1]!, { volume: { transactions: '250000' }, expected })
      draft.scenarios![1]!.load!.hold = hold
    })

  it('finds more waiting than may', () => {
    expect(campaign(['All mails queued within 5 minutes'])[0]).toMatchObject({
      places: ['scenarios.flood.expected.0', 'slas.backlog'],
      arithmetic: '250,000 − 5,000 = 245,000, 245 × the target of 1,000',
    })
  })

  it('takes the length of the load when no other time is stated', () => {
    expect(campaign([])[0]).toMatchObject({ places: ['scenarios.flood.load', 'slas.backlog'] })
    expect(campaign([], '4h 10m')).toEqual([])
  })
})
