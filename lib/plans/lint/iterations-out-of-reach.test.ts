import { describe, expect, it } from 'vitest'
import { iterationsOutOfReach } from './iterations-out-of-reach.ts'
import { findingsOf } from './lint-fixture.ts'

const found = (scenario: number, iterations: string) =>
  findingsOf(iterationsOutOfReach, (draft) => void (draft.scenarios![scenario]!.load!.iterations = iterations))

describe('iterations-out-of-reach', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(iterationsOutOfReach)).toEqual([])
    expect(found(1, '120000')).toEqual([])
    expect(found(0, '20000')).toEqual([])
  })

  it('finds more iterations than the rate, or the users with their pauses, can begin', () => {
    expect(found(1, '120001')).toMatchObject([
      {
        message:
          'flood begins at most 120000 iterations in 10m, so that its time ends it and not its 120001 iterations',
        places: ['scenarios.flood.load.iterations', 'scenarios.flood.load'],
        arithmetic: '120000 in 10m < 120001',
      },
    ])
    // 100 users · 600 s / (2 s + 0.6 · 0.5 s)
    expect(found(0, '30000')[0]?.arithmetic).toBe('26086 in 10m < 30000')
  })

  it('finds more users than iterations', () => {
    expect(found(0, '10')[0]?.arithmetic).toBe('100 users > 10 iterations')
  })
})
