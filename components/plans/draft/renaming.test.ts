import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { applyOperations } from '#lib/plans/merge.ts'
import { renaming, renamingRole } from './renaming.ts'

const PLAN: PlanDraft = {
  name: 'create',
  operations: [{ key: 'create', name: 'create', request: { path: '/create' } }, { key: 'read' }],
  flows: [{ key: 'crud', steps: ['create', { think: '1s' }, 'read'] }],
  setup: ['create', { operation: 'create', times: '9' }],
  slas: [{ key: 'create', operation: 'create', metric: 'p95' }],
  scenarios: [
    {
      key: 's',
      mix: [{ operation: 'create', weight: '1' }],
      criteria: [
        'p95(create) < 1s',
        { judge: 'p95( create ) < 1s' },
        { any: ['rate(read) > 1/s', 'p50(create.job) < 1s'] },
      ],
    },
  ],
}

describe('a key that changes', () => {
  it('changes wherever it is spoken of, and nowhere else', () => {
    const applied = applyOperations(PLAN, renaming(PLAN, ['operations'], 'create', 'create-order'))
    expect(applied.ok && applied.draft).toEqual({
      ...PLAN,
      flows: [{ key: 'crud', steps: ['create-order', { think: '1s' }, 'read'] }],
      setup: ['create-order', { operation: 'create-order', times: '9' }],
      slas: [{ key: 'create', operation: 'create-order', metric: 'p95' }],
      scenarios: [
        {
          key: 's',
          mix: [{ operation: 'create-order', weight: '1' }],
          criteria: [
            'p95(create-order) < 1s',
            { judge: 'p95( create-order ) < 1s' },
            { any: ['rate(read) > 1/s', 'p50(create-order.job) < 1s'] },
          ],
        },
      ],
    })
  })

  it('of a data set changes where it is sent as a file and where its columns are named', () => {
    const plan: PlanDraft = {
      name: 'users',
      testData: { datasets: [{ key: 'users', file: 'users.csv' }] },
      operations: [
        {
          key: 'find',
          request: {
            path: '/users/{{ users.email }}',
            body: { multipart: { file: { dataset: 'users', name: 'users.csv' } } },
          },
        },
      ],
    }
    const applied = applyOperations(plan, renaming(plan, ['testData', 'datasets'], 'users', 'people'))
    expect(applied.ok && applied.draft.operations?.[0]?.request).toEqual({
      path: '/users/{{ people.email }}',
      body: { multipart: { file: { dataset: 'people', name: 'users.csv' } } },
    })
  })

  const WATCHED: PlanDraft = {
    name: 'watched',
    operations: [{ key: 'cpu', metrics: [{ key: 'rows' }] }],
    slas: [
      { key: 'a', metric: 'monitor(cpu)' },
      { key: 'b', metric: 'custom(rows)' },
      { key: 'c', metric: 'p95(cpu)', scenario: 's', during: 's1' },
      { key: 'd', metric: 'p95', scenario: 'other', during: 's1' },
    ],
    resources: [{ metric: 'monitor(cpu)' }],
    modules: [{ key: 'm', monitors: ['app'] }],
    scenarios: [
      {
        key: 's',
        collect: ['monitor(cpu)', 'p95'],
        criteria: ['monitor(cpu) < 70% during s1', 'missing(app) < 1m', 'increase(cpu, 1h) < 5'],
        load: { stages: [{ key: 's1' }, { key: 's1-late' }] },
        stopWhen: ['p95(cpu) > 2s during s1-late'],
      },
    ],
    monitors: [{ key: 'app', metrics: [{ key: 'cpu' }] }],
    alerts: [{ key: 'slow', when: ['monitor(cpu) > 90% for 1m'], notify: ['Test lead', 'team'] }],
    drills: [{ key: 'd', scenario: 's', at: 's1', expect: ['alert(slow) within 30s', 'p95 < 1s during s1'] }],
    contacts: [{ role: 'Test lead' }],
  }
  const changed = (list: string[], key: string, fresh: string) =>
    renaming(WATCHED, list, key, fresh).map((edit) => [edit.path.join('.'), 'value' in edit ? edit.value : null])

  it('of a monitor and of what it reads changes where both are named', () => {
    const draft: PlanDraft = {
      name: 'Orders',
      slas: [
        { key: 'a', metric: 'monitor(app.cpu)' },
        { key: 'b', metric: 'increase(other.cpu, 1h)' },
        { key: 'c', metric: 'missing(app)' },
        { key: 'd', metric: 'monitor(app)' },
      ],
      monitors: [{ key: 'app', metrics: [{ key: 'cpu', balance: ['cpu'] }] }],
    }
    const edited = (list: string[], key: string) =>
      renaming(draft, list, key, 'new').map((edit) => [edit.path.join('.'), 'value' in edit ? edit.value : null])
    expect(edited(['monitors', 'app', 'metrics'], 'cpu')).toEqual([
      ['slas.a.metric', 'monitor(app.new)'],
      ['monitors.app.metrics.cpu.balance.0', 'new'],
    ])
    expect(edited(['monitors'], 'app')).toEqual([
      ['slas.a.metric', 'monitor(new.cpu)'],
      ['slas.c.metric', 'missing(new)'],
    ])
  })

  it('of what a monitor reads changes in every sentence, and not for the operation of that key', () => {
    expect(changed(['monitors', 'app', 'metrics'], 'cpu', 'processor')).toEqual([
      ['slas.a.metric', 'monitor(processor)'],
      ['resources.0.metric', 'monitor(processor)'],
      ['scenarios.s.collect.0', 'monitor(processor)'],
      ['scenarios.s.criteria.0', 'monitor(processor) < 70% during s1'],
      ['scenarios.s.criteria.2', 'increase(processor, 1h) < 5'],
      ['alerts.slow.when.0', 'monitor(processor) > 90% for 1m'],
    ])
    expect(changed(['operations'], 'cpu', 'read')).toEqual([
      ['slas.c.metric', 'p95(read)'],
      ['scenarios.s.stopWhen.0', 'p95(read) > 2s during s1-late'],
    ])
    expect(changed(['operations', 'cpu', 'metrics'], 'rows', 'lines')).toEqual([['slas.b.metric', 'custom(lines)']])
  })

  it('of a monitor, an alert or a stage changes where it is named', () => {
    expect(changed(['monitors'], 'app', 'api')).toEqual([
      ['modules.m.monitors.0', 'api'],
      ['scenarios.s.criteria.1', 'missing(api) < 1m'],
    ])
    expect(changed(['alerts'], 'slow', 'late')).toEqual([['drills.d.expect.0', 'alert(late) within 30s']])
    expect(changed(['scenarios', 's', 'load', 'stages'], 's1', 'warm')).toEqual([
      ['slas.c.during', 'warm'],
      ['scenarios.s.criteria.0', 'monitor(cpu) < 70% during warm'],
      ['drills.d.at', 'warm'],
      ['drills.d.expect.1', 'p95 < 1s during warm'],
    ])
  })

  it('a role that changes is told by the same alerts', () => {
    expect(renamingRole(WATCHED, 'Test lead', 'On call')).toEqual([
      { op: 'set', path: ['alerts', 'slow', 'notify'], value: ['On call', 'team'] },
    ])
    expect(renamingRole(WATCHED, '', 'On call')).toEqual([])
  })
})
