import { describe, expect, it } from 'vitest'
import type { PlanDraft, SlaDraft } from '../document/plan.ts'
import { blindMonitor } from './blind-monitor.ts'
import { findingsOf } from './lint-fixture.ts'

type Metric = NonNullable<NonNullable<PlanDraft['monitors']>[number]['metrics']>[number]

const seen = (metric: Omit<Metric, 'key'>, kind = 'prometheus-endpoint', slas: Omit<SlaDraft, 'key'>[] = []) =>
  findingsOf(blindMonitor, (draft) => {
    draft.monitors = [{ key: 'app', kind, interval: '5s', metrics: [{ key: 'value', ...metric }] }]
    draft.slas!.push(...slas.map((sla, index) => ({ key: `own-${index}`, metric: 'monitor(value)', ...sla })))
  })

describe('blind-monitor', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(blindMonitor)).toEqual([])
  })

  it('finds JSON where Prometheus text is expected, and the other way round', () => {
    expect(seen({ take: 'queue_depth' })).toEqual([])
    expect(seen({ take: '$.queue_backlog' })[0]?.places).toEqual([
      'monitors.app.kind',
      'monitors.app.metrics.value.take',
    ])
    expect(seen({ take: 'rate(jobs[1m])' }, 'json')[0]?.arithmetic).toBe('kind: json; take: rate(jobs[1m])')
  })

  it('finds a counter shown as a rate', () => {
    expect(seen({ unit: '/s', type: 'counter', take: 'rate(xact_commit)' })).toEqual([])
    expect(seen({ unit: 'per second', type: 'counter', take: 'xact_commit' })[0]?.arithmetic).toBe(
      'difference ÷ 5s, not the sum',
    )
  })

  it('finds bounds above what is asked for', () => {
    const asked = (target: string) => seen({ buckets: ['0.1', '500ms'] }, 'postgres', [{ comparator: '<', target }])
    expect(asked('200ms')).toEqual([])
    expect(asked('50ms')[0]).toMatchObject({
      places: ['monitors.app.metrics.value.buckets', 'slas.own-0'],
      arithmetic: '50ms … 100ms would break it unseen',
    })
  })

  it('finds one value for two demands', () => {
    const both = (scenario?: string) =>
      seen({}, 'json', [
        { label: 'Tracking hits', comparator: '>', target: '80%' },
        { label: 'Analytics hits', comparator: '>', target: '70%', ...(scenario ? { scenario } : {}) },
      ])
    expect(both()[0]).toMatchObject({
      places: ['slas.own-0', 'slas.own-1'],
      arithmetic: '80% and 70% of monitor(value)',
    })
    expect(both('flood')).toEqual([])
  })
})
