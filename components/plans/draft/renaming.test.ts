import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { applyOperations } from '#lib/plans/merge.ts'
import { renaming } from './renaming.ts'

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
    const applied = applyOperations(PLAN, renaming(PLAN, 'operations', 'create', 'create-order'))
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
    const applied = applyOperations(plan, renaming(plan, 'datasets', 'users', 'people'))
    expect(applied.ok && applied.draft.operations?.[0]?.request).toEqual({
      path: '/users/{{ people.email }}',
      body: { multipart: { file: { dataset: 'people', name: 'users.csv' } } },
    })
  })
})
