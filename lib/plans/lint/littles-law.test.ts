import { describe, expect, it } from 'vitest'
import type { LoadDraft } from '../document/plan.ts'
import { findingsOf } from './lint-fixture.ts'
import { littlesLaw } from './littles-law.ts'

describe('littles-law', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(littlesLaw)).toEqual([])
  })

  const rate = (target: string, limit: string, scenario: string, extra: Partial<LoadDraft> = {}) =>
    findingsOf(littlesLaw, (draft) => {
      draft.slas!.push({ key: 'r', metric: 'rate', scenario, target, limit })
      const found = draft.scenarios!.find((one) => one.key === scenario)!
      found.load = { ...found.load, ...extra }
    })

  it('finds a rate that users with their think time cannot make, with the arithmetic', () => {
    // 100 users / (2 s + 0.6 · 0.5 s) · 1.6 requests
    expect(rate('60/s', '50/s', 'base')).toEqual([])
    expect(rate('500/s', '400/s', 'base')[0]).toMatchObject({
      message: 'base can offer at most 69.6/s, so the limit of 400/s cannot be reached',
      places: ['slas.r', 'scenarios.base.load'],
      arithmetic: '100 users / 2300ms of think time × 1.6 requests = 69.6/s, with answers that take no time',
    })
    expect(rate('80/s', '50/s', 'base')[0]?.message).toContain('so the target of 80/s cannot be reached')
    expect(rate('500/s', '400/s', 'base', { users: '1000' })).toEqual([])
  })

  it('finds a rate above what is offered or capped, and warns where it is exactly that', () => {
    expect(rate('190/s', '150/s', 'flood')).toEqual([])
    expect(rate('300/s', '250/s', 'flood')[0]).toMatchObject({ arithmetic: '200/s = 200/s' })
    expect(rate('200/s', '150/s', 'flood')[0]?.message).toContain('offers exactly the 200/s asked for')
    expect(rate('190/s', '150/s', 'flood', { maxRate: '100/s' })[0]?.arithmetic).toBe('maxRate 100/s = 100/s')
  })

  it('leaves alternatives alone', () => {
    const found = findingsOf(littlesLaw, (draft) => {
      draft.scenarios![0]!.criteria = [{ any: ['rate > 1000/s', 'p95 < 1s'] }]
    })
    expect(found).toEqual([])
  })
})
