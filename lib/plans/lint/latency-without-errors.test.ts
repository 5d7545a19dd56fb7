import { describe, expect, it } from 'vitest'
import { latencyWithoutErrors } from './latency-without-errors.ts'
import { findingsOf } from './lint-fixture.ts'

describe('latency-without-errors', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(latencyWithoutErrors)).toEqual([])
  })

  it('finds a latency row whose failures nothing limits', () => {
    const found = findingsOf(latencyWithoutErrors, (draft) => void draft.slas!.splice(1, 1))
    expect(found).toMatchObject([{ places: ['slas.read-p95', 'slas'] }])
    expect(found[0]?.fix).toContain('key: read-errors, operation: read, metric: error_rate')
  })

  it('is content with an error criterion of the scenario, or a row for the same operation', () => {
    const found = findingsOf(latencyWithoutErrors, (draft) => {
      draft.slas![1]!.operation = 'read'
    })
    expect(found).toEqual([])
    const criteria = findingsOf(latencyWithoutErrors, (draft) => {
      draft.slas!.splice(1, 1)
      for (const scenario of draft.scenarios!) scenario.criteria = ['error_rate < 1%']
    })
    expect(criteria).toEqual([])
  })
})
