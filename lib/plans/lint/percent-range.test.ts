import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { percentRange } from './percent-range.ts'

describe('percent-range', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(percentRange)).toEqual([])
  })

  it('finds more than all of a whole, in SLAs and in stated shares', () => {
    const found = findingsOf(percentRange, (draft) => {
      draft.slas![1]!.limit = '150%'
      draft.availability = { uptime: '999%' }
      draft.testData = { accounts: { distribution: { active: '120%' } } }
    })
    expect(found.map((one) => one.places[0])).toEqual([
      'slas.errors.limit',
      'availability.uptime',
      'testData.accounts.distribution.active',
    ])
    expect(found[1]?.fix).toBe('Write 9.99%, or a value up to 100%')
  })
})
