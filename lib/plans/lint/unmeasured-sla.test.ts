import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { unmeasuredSla } from './unmeasured-sla.ts'

describe('unmeasured-sla', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(unmeasuredSla)).toEqual([])
  })

  it('finds a row for an operation no scenario sends', () => {
    const [found] = findingsOf(unmeasuredSla, (draft) => {
      draft.operations!.push({ key: 'delete', request: { method: 'DELETE', path: '/orders/1' } })
      draft.slas!.push({ key: 'd', operation: 'delete', metric: 'error_rate', target: '1%' })
    })
    expect(found).toMatchObject({ places: ['slas.d', 'scenarios'], fix: 'Add delete to the mix of any scenario' })
  })

  it('finds a row for a type of scenario the plan does not have', () => {
    const [found] = findingsOf(unmeasuredSla, (draft) => void (draft.slas![0]!.when = ['type:soak']))
    expect(found?.message).toBe('No scenario measures read-p95: a scenario of type soak that sends read is missing')
  })
})
