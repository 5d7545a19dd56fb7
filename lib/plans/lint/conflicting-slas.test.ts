import { describe, expect, it } from 'vitest'
import { conflictingSlas } from './conflicting-slas.ts'
import { findingsOf } from './lint-fixture.ts'

describe('conflicting-slas', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(conflictingSlas)).toEqual([])
  })

  it('finds two measures for one thing, also < beside ≤', () => {
    const found = findingsOf(conflictingSlas, (draft) => {
      draft.acceptance = [
        { key: 'a', judge: 'p95 <= 300ms' },
        { key: 'b', judge: 'p95 < 300ms' },
      ]
      draft.slas!.push({ key: 'again', operation: 'read', metric: 'p95', target: '90ms', limit: '200ms' })
    })
    expect(found.map((one) => one.places)).toEqual([
      ['slas.read-p95', 'slas.again'],
      ['acceptance.a', 'acceptance.b'],
    ])
    expect(found[1]?.arithmetic).toBe('<= 300 … 300 against < 300 … 300')
  })

  it('lets rows stand beside each other that hold for different scenarios', () => {
    const found = findingsOf(conflictingSlas, (draft) => {
      draft.slas!.push({
        key: 'stress',
        operation: 'read',
        metric: 'p95',
        target: '500ms',
        limit: '2s',
        when: ['type:stress'],
      })
    })
    expect(found).toEqual([])
  })
})
