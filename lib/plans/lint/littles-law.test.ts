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

  it('leaves what an open model offers to another rule', () => {
    expect(rate('300/s', '250/s', 'flood')).toEqual([])
  })

  const stated = (written: string, extra: Partial<LoadDraft> = {}) =>
    findingsOf(littlesLaw, (draft) => {
      Object.assign(draft.scenarios![0]!, { expect: { rate: written } })
      Object.assign(draft.scenarios![0]!.load!, extra)
    })

  it('finds a stated rate its users cannot make, or cannot help making', () => {
    expect(stated('65/s')).toEqual([])
    expect(stated('500/s')[0]).toMatchObject({
      places: ['scenarios.base.expect.rate', 'scenarios.base.load'],
      arithmetic: '100 users / 2300ms of think time × 1.6 requests = 69.6/s, with answers that take no time',
    })
    expect(stated('10/s')[0]?.arithmetic).toBe('10/s × 1s = 10 in flight; 100 users make 41/s')
  })

  it('finds a pace that pauses leave no time for', () => {
    expect(stated('65/s', { perUser: '0.4/s' })).toEqual([])
    expect(stated('65/s', { perUser: '10/s', thinkTime: '100ms-500ms' })[0]).toMatchObject({
      places: ['scenarios.base.load.perUser', 'scenarios.base.load.thinkTime'],
      arithmetic: '1 / 600ms = 1.67/s: 100 users make 167/s, not 1000/s; 10/s is a cycle of 100ms',
    })
  })

  const asked = (target: string, type = 'load') =>
    findingsOf(littlesLaw, (draft) => {
      draft.slas!.push({ key: 'r', operation: 'read', metric: 'rate', target })
      draft.scenarios![0]!.type = type
    })

  it('finds an everyday test that makes many times the rate asked for', () => {
    expect(asked('1000/min')).toEqual([])
    expect(asked('100/min', 'stress')).toEqual([])
    expect(asked('100/min')[0]).toMatchObject({ places: ['slas.r', 'scenarios.base.load'] })
    expect(asked('100/min')[0]?.arithmetic).toMatch(/^100 users \/ 2380ms × 1.6 requests: .* against 100\/min$/)
  })

  it('leaves alternatives alone', () => {
    const found = findingsOf(littlesLaw, (draft) => {
      draft.scenarios![0]!.criteria = [{ any: ['rate > 1000/s', 'p95 < 1s'] }]
    })
    expect(found).toEqual([])
  })
})
