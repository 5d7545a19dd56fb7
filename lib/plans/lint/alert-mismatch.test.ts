import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { alertMismatch } from './alert-mismatch.ts'
import { findingsOf } from './lint-fixture.ts'

type Alert = NonNullable<PlanDraft['alerts']>[number]

const found = (alert: Omit<Alert, 'key'>, change: Partial<PlanDraft> = {}) =>
  findingsOf(alertMismatch, (draft) => Object.assign(draft, { alerts: [{ key: 'a', ...alert }] }, change))

describe('alert-mismatch', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(alertMismatch)).toEqual([])
  })

  it('finds an alert at another percentile than the limit', () => {
    expect(found({ when: ['p95(read) > 200ms for 5m'] })).toEqual([])
    expect(found({ when: ['p99(read) > 300ms for 5m'] })).toEqual([])
    expect(found({ when: ['p99(read) > 200ms for 5m'] })[0]).toMatchObject({
      places: ['slas.read-p95', 'alerts.a.when.0'],
      arithmetic: 'p95(read) against p99(read), both 200ms',
    })
  })

  const resources = [{ metric: 'monitor(pool)', normal: '80%', alert: '95%' }]

  it('finds another severity than that of the level', () => {
    const when = ['monitor(pool) > 95%']
    expect(found({ when, severity: 'warning' }, { resources })).toEqual([])
    expect(found({ when, severity: 'Critical' }, { resources })[0]?.places).toEqual([
      'resources.0.alert',
      'alerts.a.severity',
    ])
    const both = [{ metric: 'monitor(pool)', alert: '95%', critical: '95%' }]
    expect(found({ when, severity: 'critical' }, { resources: both })).toEqual([])
  })

  it('finds levels out of order', () => {
    const order = (normal: string, alert: string) =>
      found({}, { resources: [{ key: 'cpu', metric: 'monitor(cpu)', normal, alert, critical: '95%' }] })
    expect(order('80%', '80%')).toEqual([])
    expect(order('90%', '80%')[0]).toMatchObject({
      places: ['resources.cpu.normal', 'resources.cpu.alert'],
      arithmetic: 'normal 90%, alert 80%',
    })
  })

  const share = (value: string, procedure: string) =>
    found(
      { when: [`monitor(memory) > ${value}`], procedure },
      { slas: [{ key: 'memory', metric: 'monitor(memory)', comparator: '<', target: '512MB' }] },
    )

  it('finds a share of the limit that is another', () => {
    expect(share('400MB', '78% of limit')).toEqual([])
    expect(share('400MB', 'Alert at 80% of the limit')[0]).toMatchObject({
      places: ['alerts.a.when.0', 'slas.memory'],
      arithmetic: '400MB / 512MB = 78.1%; 80% are 409.6MB',
    })
  })

  it('takes the most connections of a component as the limit of a pool, rounded as written', () => {
    const environments = [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010', components: [{ maxConnections: '30' }] }]
    const at = (procedure: string) => found({ when: ['monitor(connections) > 25'], procedure }, { environments })
    expect(at('83% of the pool')).toEqual([])
    expect(at('90% of the pool')[0]?.arithmetic).toBe('25 / 30 = 83.3%; 90% are 27')
  })
})
