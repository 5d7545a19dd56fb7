import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { loadLabel } from './load-label.ts'

const named = (requirement: string) =>
  findingsOf(loadLabel, (draft) => {
    draft.acceptance = [{ key: 'a', requirement, judge: 'p95 < 300ms', scenario: 'flood' }]
  })

describe('load-label', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(loadLabel)).toEqual([])
  })

  it('finds a demand at one load measured at another', () => {
    expect(named('p95 below 300 ms at 200 req/s')).toEqual([])
    expect(named('p95 below 300 ms')).toEqual([])
    expect(named('p95 latency < 300 ms at 100k req/day')[0]).toMatchObject({
      places: ['acceptance.a.requirement', 'scenarios.flood.load'],
      arithmetic: '100000/day = 1.16/s against 200/s = 17,280,000/day, 173 ×',
    })
  })

  it('finds a day in one run', () => {
    const day = (target: string) => findingsOf(loadLabel, (draft) => void (draft.target = target))
    expect(day('200k requests a day')).toEqual([])
    expect(day('100k requests a day')[0]).toMatchObject({
      places: ['target', 'scenarios.flood.load'],
      arithmetic: '120,000 / 100,000 = 120% of a day',
    })
  })
})
