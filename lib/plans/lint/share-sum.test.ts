import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { shareSum } from './share-sum.ts'

describe('share-sum', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(shareSum)).toEqual([])
  })

  it('finds shares that do not make 100 %', () => {
    const shares = (distribution: Record<string, string>) =>
      findingsOf(shareSum, (draft) => void (draft.testData = { accounts: { distribution } }))
    expect(shares({ active: '80%', premium: '15%', enterprise: '5%' })).toEqual([])
    expect(shares({ active: '80%', premium: '15%' })[0]).toMatchObject({
      message: 'The shares make 95%, not 100%',
      places: ['testData.accounts.distribution.active', 'testData.accounts.distribution.premium'],
      arithmetic: '80% + 15% = 95%',
      fix: 'Give the missing 5% a name',
    })
  })

  it('finds a stated share that is neither that of the mix nor that of the requests', () => {
    const stated = (read: string) =>
      findingsOf(shareSum, (draft) => void (draft.scenarios![0]!.expect = { shares: { read } }))
    expect(stated('40%')).toEqual([])
    expect(stated('62.5%')).toEqual([])
    expect(stated('80%')[0]).toMatchObject({
      message: 'read is expected to make 80% of base, its mix makes 40%',
      places: ['scenarios.base.expect.shares.read', 'scenarios.base.mix'],
      arithmetic: 'weight 40 of 100 = 40%',
    })
  })

  it('finds stated shares that make more than the whole of a mix', () => {
    const found = findingsOf(shareSum, (draft) => {
      draft.scenarios![0]!.expect = { shares: { read: '40%', crud: '62%' } }
    })
    expect(found.map((one) => one.arithmetic)).toEqual(['40% + 62% = 102%'])
  })

  it('finds a mix that is not that of the rates asked for', () => {
    const rates = (read: string) =>
      findingsOf(shareSum, (draft) => {
        draft.slas!.push(
          { key: 'read-rate', operation: 'read', metric: 'rate', target: read },
          { key: 'create-rate', operation: 'create', metric: 'rate', target: '2000/min' },
        )
        draft.scenarios![1]!.mix = [
          { operation: 'read', weight: '60' },
          { operation: 'create', weight: '40' },
        ]
      })
    expect(rates('3000/min')).toEqual([])
    expect(rates('5000/min')[0]).toMatchObject({
      places: ['slas.read-rate', 'scenarios.flood.mix'],
      arithmetic: '5,000/min of 7,000/min = 71.4%; weight 60 of 100 = 60%',
    })
  })
})
