import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { findingsOf } from './lint-fixture.ts'
import { unmeasuredSla } from './unmeasured-sla.ts'

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']

/** Six operations in one mix, of which the first `rows` have a row of their own. */
function matrix(rows: number, change: (draft: PlanDraft) => void = () => {}) {
  const found = findingsOf(unmeasuredSla, (draft) => {
    draft.operations = NAMES.map((key) => ({ key, request: { path: `/${key}` } }))
    draft.slas = NAMES.slice(0, rows).map((key) => ({ key: `${key}-p95`, operation: key, metric: 'p95', target: '1s' }))
    draft.flows = []
    draft.scenarios = [
      {
        key: 'base',
        type: 'load',
        load: { model: 'rate', rate: '100/s', hold: '10m' },
        mix: NAMES.map((operation) => ({ operation, weight: '1' })),
      },
    ]
    change(draft)
  })
  return found.map(({ places }) => places)
}

describe('an operation without a row, beside those that have one', () => {
  it('is told where the others make a matrix', () => {
    expect(matrix(6)).toEqual([])
    expect(matrix(5)).toEqual([['operations.f', 'slas']])
    expect(matrix(4)).toEqual([])
  })

  it('is told at the row that says how often it is asked for, though no scenario sends it', () => {
    const places = matrix(5, (draft) => {
      draft.slas!.push({ key: 'f-rate', operation: 'f', metric: 'rate', target: '1/s', limit: '0.5/s' })
      draft.scenarios![0]!.mix!.pop()
    })
    expect(places).toContainEqual(['slas.f-rate', 'slas'])
  })

  it('may be meant to fail, be sent alone, or be judged by its scenario', () => {
    expect(matrix(5, (draft) => Object.assign(draft.scenarios![0]!, { criteria: ['max(f) < 2s'] }))).toEqual([])
    const failing = { expectFailures: [{ operation: 'f', status: ['404'] }] }
    expect(matrix(5, (draft) => Object.assign(draft.scenarios![0]!, failing))).toEqual([])
    const alone = matrix(5, ({ scenarios }) => {
      const mix = [scenarios![0]!.mix!.pop()!]
      scenarios!.push({ key: 'alone', type: 'custom', load: { model: 'rate', rate: '100/s', hold: '10m' }, mix })
    })
    expect(alone).toEqual([])
  })
})

describe('a requirement by a metric that is not critical', () => {
  const places = (criticalMetrics: string[], priority?: string) =>
    matrix(6, (draft) => {
      draft.criticalMetrics = criticalMetrics
      const judges = ['p95 < 1s', 'error_rate < 1%', 'dropped = 0', 'mean < 1s']
      draft.acceptance = judges.map((judge, index) => ({ key: `r${index}`, judge, ...(priority ? { priority } : {}) }))
    }).filter(([place]) => place?.startsWith('acceptance'))

  it('is told where the list holds the others', () => {
    expect(places(['p95', 'error_rate', 'dropped'])).toEqual([['acceptance.r3', 'criticalMetrics']])
    expect(places(['p95', 'error_rate', 'dropped', 'mean'])).toEqual([])
    expect(places(['p95', 'error_rate'])).toEqual([])
    expect(places(['p95', 'error_rate', 'dropped'], 'low')).toEqual([])
  })
})
