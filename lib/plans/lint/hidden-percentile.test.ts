import { describe, expect, it } from 'vitest'
import { hiddenPercentile } from './hidden-percentile.ts'
import { findingsOf } from './lint-fixture.ts'

describe('hidden-percentile', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(hiddenPercentile)).toEqual([])
  })

  const checked = (check: string) =>
    findingsOf(hiddenPercentile, (draft) => {
      draft.operations![1]!.checks = ['status = 200', check]
    })

  it('finds a check that forbids what a percentile allows', () => {
    expect(checked('latency < 100ms')[0]).toMatchObject({
      places: ['operations.read.checks.1', 'slas.read-p95'],
      arithmetic: '5% slower than 100ms = 5 × the 1% of errors: in truth p99 < 100ms is asked for',
    })
  })

  it('lets a check stand that is looser than the percentile', () => {
    expect(checked('latency < 1s')).toEqual([])
  })
})
