import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { unitMismatch } from './unit-mismatch.ts'

const second = (rate: string, type = 'stress') =>
  findingsOf(unitMismatch, (draft) => {
    draft.scenarios!.push({ key: 'again', type, load: { rate, hold: '1m' }, mix: [{ operation: 'read' }] })
  })

describe('unit-mismatch', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(unitMismatch)).toEqual([])
  })

  it('finds the same number in another unit', () => {
    expect(second('200/min')[0]).toMatchObject({
      places: ['scenarios.flood.load.rate', 'scenarios.again.load.rate'],
      arithmetic: '200/s = 12,000/min, 200/min = 200/min',
    })
    expect(second('300/s')).toEqual([])
    expect(second('12000/min')).toEqual([])
  })

  it('finds one kind of test twice, in two units and at two loads', () => {
    expect(second('2400/min')).toEqual([])
    expect(second('2400/min', 'load')[0]?.message).toContain('5 × as much')
  })

  it('holds SLAs against the scenarios that send what they judge', () => {
    const found = findingsOf(unitMismatch, (draft) => {
      draft.slas!.push({ key: 'rate', operation: 'read', metric: 'rate', target: '200/min' })
    })
    expect(found[0]?.places).toEqual(['scenarios.flood.load.rate', 'slas.rate.target'])
  })
})
