import { describe, expect, it } from 'vitest'
import type { LoadDraft, PlanDraft } from '../document/plan.ts'
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

  const rate = (target: string, limit: string, extra: Partial<LoadDraft> = {}) =>
    findingsOf(unmeasuredSla, (draft) => {
      draft.slas!.push({ key: 'r', metric: 'rate', scenario: 'flood', target, limit })
      Object.assign(draft.scenarios![1]!.load!, extra)
    })

  it('finds a rate above what is offered or capped, and warns where it is exactly that', () => {
    expect(rate('190/s', '150/s')).toEqual([])
    expect(rate('300/s', '250/s')[0]).toMatchObject({
      places: ['slas.r', 'scenarios.flood.load'],
      arithmetic: '12,000/min of 18,000/min = 66.7%',
    })
    expect(rate('200/s', '150/s')[0]?.message).toContain('offers exactly the 200/s asked for')
    expect(rate('190/s', '150/s', { maxRate: '100/s' })[0]?.arithmetic).toBe('6,000/min of 11,400/min = 52.6%')
  })

  const found = (change: (draft: PlanDraft) => void) =>
    findingsOf(unmeasuredSla, change).map((one) => [one.places, one.arithmetic])

  it('finds a rate no component can carry, and a tier bound to no scenario', () => {
    const asked = (target: string) =>
      found((draft) => {
        draft.slas!.push({ key: 'own', operation: 'read', metric: 'rate', target })
        draft.scenarios!.pop()
      })
    expect(asked('500/s')).toEqual([])
    expect(asked('700/s')).toEqual([
      [['slas.own', 'environments.demo.components.0.maxRate'], '62.5% of 1000/s = 625/s < 700/s'],
    ])
    expect(found((draft) => void draft.slas!.push({ key: 'tier', metric: 'rate', target: '10/s' }))[0]?.[0]).toEqual([
      'slas.tier',
      'scenarios',
    ])
  })

  it('finds operations nobody sends, and percentiles nobody collects', () => {
    const unused = found((draft) => void draft.operations!.push({ key: 'delete', request: { path: '/' } }))
    expect(unused).toEqual([[['operations.delete', 'scenarios'], '3 operations, 2 sent']])
    const collecting = (...collect: string[]) => found((draft) => void (draft.scenarios![0]!.collect = collect))
    expect([...collecting('error_rate'), ...collecting('p50', 'p95')]).toEqual([])
    expect(collecting('p50', 'p99')).toEqual([[['slas.read-p95', 'scenarios.base.collect'], 'collected: p50, p99']])
  })

  it('finds critical metrics nobody judges, and planned types nobody plays', () => {
    const of = (change: Partial<PlanDraft>) =>
      found((draft) => void Object.assign(draft, change)).map(([places]) => places)
    expect(of({ criticalMetrics: ['p95(read)', 'error_rate'], strategy: [{ type: 'load' }] })).toEqual([])
    expect(of({ criticalMetrics: ['lost_writes'] })).toEqual([['criticalMetrics.0', 'acceptance']])
    expect(of({ strategy: [{ type: 'soak' }] })).toEqual([['strategy.0.type', 'scenarios']])
  })

  it('finds gaps nobody measures, and growth nobody watches', () => {
    const of = (change: Partial<PlanDraft>) =>
      found((draft) => void Object.assign(draft, change)).map(([places]) => places)
    const row = (current: string) => of({ metrics: [{ key: 'page', current, target: '2s' }] })
    expect([...row('p95 of base'), ...row('480ms')]).toEqual([])
    expect(row('{{current}}')).toEqual([['metrics.page', 'monitors']])
    const scaling = { policy: { unit: 'ACU' } }
    expect(of({ scaling })).toEqual([['scaling.policy', 'monitors']])
    expect(of({ scaling, monitors: [{ key: 'db', metrics: [{ key: 'size', unit: 'acu' }] }] })).toEqual([])
  })
})
