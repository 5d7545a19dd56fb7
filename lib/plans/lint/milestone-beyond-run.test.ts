import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { milestoneBeyondRun } from './milestone-beyond-run.ts'

describe('milestone-beyond-run', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(milestoneBeyondRun)).toEqual([])
  })

  it('finds a moment after the end of the run', () => {
    const [found] = findingsOf(milestoneBeyondRun, (draft) => {
      draft.scenarios![0]!.criteria = ['p95 < 1s at 5m', 'p95 < 1s at 4h']
    })
    expect(found).toMatchObject({
      message: 'p95 < 1s at 4h is judged at 4h, base is over at 10m',
      places: ['scenarios.base.criteria.1', 'scenarios.base.load'],
      arithmetic: '4h > 10m',
    })
  })
})
