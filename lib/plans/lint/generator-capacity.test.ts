import { describe, expect, it } from 'vitest'
import { generatorCapacity } from './generator-capacity.ts'
import { findingsOf } from './lint-fixture.ts'

const generators = (...capacities: string[]) =>
  findingsOf(generatorCapacity, (draft) => {
    draft.environments![0]!.loadGenerators = capacities.map((capacity) => ({ capacity }))
  })

describe('generator-capacity', () => {
  it('finds nothing in a sound plan, nor where no rate is stated', () => {
    expect(findingsOf(generatorCapacity)).toEqual([])
    expect(generators('2 cores')).toEqual([])
  })

  it('finds more than all generators send together', () => {
    expect(generators('100/s', '150/s')).toEqual([])
    expect(generators('50/s', '30/s')[0]).toMatchObject({
      places: ['scenarios.flood.load', 'environments.demo.loadGenerators'],
      arithmetic: '200/s / 80/s = 2.5 ×',
    })
  })
})
