import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { percentileOrder } from './percentile-order.ts'

describe('percentile-order', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(percentileOrder)).toEqual([])
  })

  it('finds a lower percentile that is allowed more than a higher one', () => {
    const found = findingsOf(percentileOrder, (draft) => {
      draft.slas!.push({ key: 'read-p99', operation: 'read', metric: 'p99', target: '150ms', limit: '180ms' })
    })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      places: ['slas.read-p95.limit', 'slas.read-p99.limit'],
      arithmetic: 'p95 ≤ p99, but 200ms > 180ms',
    })
  })

  it('compares only what judges the same attempts', () => {
    const found = findingsOf(percentileOrder, (draft) => {
      draft.slas!.push({ key: 'create-max', operation: 'create', metric: 'max', limit: '50ms' })
      draft.slas!.push({ key: 'stress', operation: 'read', metric: 'p99', limit: '50ms', when: ['type:load'] })
    })
    expect(found).toEqual([])
  })
})
