import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { weakGate } from './weak-gate.ts'

describe('weak-gate', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(weakGate)).toEqual([])
  })

  const judgedBy = (criterion: string) =>
    findingsOf(weakGate, (draft) => void (draft.scenarios![1]!.criteria = [criterion]))

  it('finds a criterion over all operations that is far looser than their rows', () => {
    expect(judgedBy('p95 < 250ms')).toEqual([])
    expect(judgedBy('p95 < 500ms')[0]).toMatchObject({
      places: ['scenarios.flood.criteria.0', 'slas.read-p95'],
      arithmetic: '500ms / 200ms = 2.5 × looser',
    })
  })

  it('lets a criterion stand beside a row that is as loose', () => {
    const found = findingsOf(weakGate, (draft) => {
      draft.slas!.push({ key: 'create-p95', operation: 'create', metric: 'p95', target: '1s' })
      draft.scenarios![0]!.criteria = ['p95 < 500ms']
    })
    expect(found).toEqual([])
  })

  it('finds a floor far below the rate offered', () => {
    expect(judgedBy('rate > 190/s')).toEqual([])
    expect(judgedBy('rate > 50/s')[0]).toMatchObject({
      places: ['scenarios.flood.criteria.0', 'scenarios.flood.load'],
      arithmetic: '200/s / 50/s = 4 ×',
    })
  })

  it('finds an acceptance of latencies alone', () => {
    const accepted = (...judges: string[]) =>
      findingsOf(weakGate, (draft) => {
        draft.acceptance = judges.map((judge, index) => ({ key: `a${index}`, judge }))
      })
    expect(accepted('p50 < 50ms', 'p95 < 200ms', 'error_rate < 1%')).toEqual([])
    expect(accepted('p50 < 50ms', 'p95 < 200ms')[0]).toMatchObject({ places: ['acceptance.a0', 'slas.errors'] })
  })
})
