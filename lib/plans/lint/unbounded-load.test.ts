import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { unboundedLoad } from './unbounded-load.ts'

describe('unbounded-load', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(unboundedLoad)).toEqual([])
  })

  it('finds steps until failure without a rule for failure', () => {
    const change = (stopWhen?: string[]) =>
      findingsOf(unboundedLoad, (draft) => {
        draft.scenarios![1]!.load = {
          model: 'rate',
          stages: [{ key: 's1', for: '1m', rate: '100/s' }],
          continue: { factor: '2', until: 'failure', maximum: '1000/s' },
        }
        draft.scenarios![1]!.stopWhen = stopWhen
      })
    expect(change()[0]?.places).toEqual(['scenarios.flood.load.continue', 'scenarios.flood.stopWhen'])
    expect(change(['error_rate > 5% for 30s'])).toEqual([])
  })

  it('finds steps without a highest level, which would keep a plan from compiling', () => {
    const [found] = findingsOf(unboundedLoad, (draft) => {
      draft.scenarios![1]!.load = {
        model: 'users',
        stages: [{ key: 's1', for: '1m', users: '100' }],
        continue: { factor: '2', until: 'failure' },
      }
    })
    expect(found).toMatchObject({
      severity: 'error',
      places: ['scenarios.flood.load.continue', 'scenarios.flood.load.continue.maximum'],
    })
  })

  it('finds a search without a highest level, or without anything to break', () => {
    const change = (maximum?: string, without?: 'slas') =>
      findingsOf(unboundedLoad, (draft) => {
        draft.scenarios![1]!.load = { search: { from: '100/s', maximum } }
        draft.scenarios![1]!.criteria = []
        if (without) draft.slas = []
      })
    expect(change()[0]).toMatchObject({
      severity: 'error',
      message: expect.stringContaining('without a highest level'),
    })
    expect(change('800/s')).toEqual([])
    expect(change('800/s', 'slas')[0]?.severity).toBe('warning')
  })
})
