import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { targetBeyondLimit } from './target-beyond-limit.ts'

describe('target-beyond-limit', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(targetBeyondLimit)).toEqual([])
  })

  it('finds a target looser than its limit, in the order the comparator implies', () => {
    const [found, ...more] = findingsOf(targetBeyondLimit, (draft) => {
      draft.slas![0]!.target = '300ms'
    })
    expect(more).toEqual([])
    expect(found).toMatchObject({
      severity: 'error',
      places: ['slas.read-p95.target', 'slas.read-p95.limit'],
      arithmetic: '< 300ms as target, 200ms as limit',
      fix: 'Swap them: target 200ms, limit 300ms',
    })
    const rate = (target: string, limit: string) =>
      findingsOf(targetBeyondLimit, (draft) => void draft.slas!.push({ key: 'r', metric: 'rate', target, limit }))
    expect(rate('100/s', '80/s')).toEqual([])
    expect(rate('80/s', '100/s')).toHaveLength(1)
  })

  it('takes equal ones as one threshold', () => {
    expect(findingsOf(targetBeyondLimit, (draft) => void (draft.slas![0]!.target = '200ms'))).toEqual([])
  })
})
