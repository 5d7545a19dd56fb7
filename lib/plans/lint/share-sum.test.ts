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
})
