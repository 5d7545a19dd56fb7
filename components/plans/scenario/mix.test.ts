import { describe, expect, it } from 'vitest'
import { mixShares } from './mix.ts'

describe('a mix', () => {
  it('is shown as shares, whatever its weights sum up to', () => {
    const mix = [
      { operation: 'create', weight: '40' },
      { flow: 'crud', weight: '120' },
    ]
    const shares = mixShares(mix, [{ key: 'create', name: 'Create order' }], [{ key: 'crud' }])
    expect(shares).toEqual([
      { name: 'Create order', share: 0.25, isKnown: true },
      { name: 'crud', share: 0.75, isKnown: true },
    ])
  })

  it('counts a missing weight as one, and leaves out what is no number', () => {
    const mix = [{ operation: 'a' }, { operation: 'b', weight: 'much' }, { weight: '1' }]
    expect(mixShares(mix, [{ key: 'a' }], []).map(({ share, isKnown }) => [share, isKnown])).toEqual([
      [0.5, true],
      [null, false],
      [0.5, false],
    ])
  })
})
