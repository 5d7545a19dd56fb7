import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
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

  const found = (change: (draft: PlanDraft) => void) =>
    findingsOf(conflictingSlas, change).map((one) => [one.places, one.arithmetic])

  it('finds one number that two lists do not treat alike', () => {
    const accepted = (judge: string) =>
      found((draft) => {
        draft.acceptance = [{ key: 'a', judge, scenario: 'base' }]
        draft.scenarios![0]!.criteria = ['p95 < 300ms']
      })
    expect(accepted('p95 < 300ms')).toEqual([])
    expect(accepted('p95 < 250ms')).toEqual([])
    expect(accepted('p95 <= 300ms')).toEqual([
      [['acceptance.a', 'scenarios.base.criteria.0'], '<= 300ms against < 300ms'],
    ])
  })

  it('finds two thresholds within one scenario', () => {
    const criteria = ['p95 < 300ms', 'p95 < 400ms', 'p95 < 500ms during steady']
    expect(found((draft) => void (draft.scenarios![0]!.criteria = criteria)).map(([places]) => places)).toEqual([
      ['scenarios.base.criteria.0', 'scenarios.base.criteria.1'],
    ])
  })

  it('finds a backlog in time that is another in items', () => {
    const both = found((draft) => {
      draft.slas!.push(
        { key: 'drain', metric: 'monitor(sent)', comparator: '>=', target: '1000/min' },
        { key: 'time', metric: 'monitor(backlog)', comparator: '<', target: '5m' },
        { key: 'items', metric: 'monitor(backlog)', comparator: '<', target: '1000' },
      )
    })
    expect(both).toEqual([
      [['slas.time', 'slas.items'], '< 300000 … 300000 against < 1000 … 1000; 5m × 1000/min = 5,000, not 1,000'],
    ])
  })

  it('finds none at all beside a tolerance, in rows and in words', () => {
    const growth = found((draft) => {
      draft.slas!.push(
        { key: 'leaks', metric: 'memory_growth', target: '0' },
        { key: 'four-hours', metric: 'memory_growth', at: '4m', target: '5%' },
      )
    })
    expect(growth).toEqual([[['slas.leaks', 'slas.four-hours'], '0 against 5%']])
    const words = (success: string) => found((draft) => void (draft.strategy = [{ type: 'load', success }]))
    expect(words('All SLAs met')).toEqual([])
    expect(words('All SLAs met, no errors')).toEqual([[['strategy.0.success', 'slas.errors'], '0 against 0.1%']])
  })

  it('finds a row for everything that is stricter than those of parts', () => {
    const whole = (target: string) =>
      found((draft) => void draft.slas!.push({ key: 'all', operation: '*', metric: 'p95', target }))
    expect(whole('100ms')).toEqual([])
    expect(whole('50ms')).toEqual([[['slas.all', 'slas.read-p95'], '100ms > 50ms']])
  })

  it('finds another target in the table of gaps', () => {
    const row = (target: string) =>
      found((draft) => {
        draft.metrics = [{ key: 'api', label: 'API response time (p95)', current: '', target }]
        draft.acceptance = [{ key: 'fast', judge: 'p95 < 250ms' }]
      })
    expect(row('< 250ms')).toEqual([])
    expect(row('< 200ms')).toEqual([[['metrics.api.target', 'acceptance.fast'], '200ms against 250ms']])
  })

  it('finds a rate that is both open and asked for, and a demand that names one scenario and judges all', () => {
    const open = found((draft) => {
      draft.scenarios![1]!.steps = ['Rate: variable']
      draft.slas!.push({ key: 'rate', scenario: 'flood', metric: 'rate', target: '50/s' })
    })
    expect(open).toEqual([[['scenarios.flood.steps.0', 'slas.rate'], '50/s × 600 s = 30000 requests, or any number']])
    const named = (scenario?: string) =>
      found((draft) => {
        draft.acceptance = [
          { key: 'm', requirement: 'p95 under flood load', judge: 'p95 < 1s', ...(scenario ? { scenario } : {}) },
        ]
      })
    expect(named('flood')).toEqual([])
    expect(named()).toEqual([[['acceptance.m.requirement', 'acceptance.m.scenario'], '1 of 2 scenarios']])
  })
})
