import { describe, expect, it } from 'vitest'
import { isReversed, measuredIn, readCell, readThreshold } from './sla-cells.ts'

describe('a threshold', () => {
  it('is read in the unit of its metric and set against the other one', () => {
    const sla = { key: 'a', metric: 'p99', target: '400ms', limit: '0.6s' }
    expect(readThreshold(sla, 'limit')).toMatchObject({
      ok: true,
      value: 600,
      aside: expect.stringMatching(/^, above the target of 400/),
    })
    expect(readThreshold({ key: 'a', metric: 'rate', target: '600/min' }, 'target')).toMatchObject({
      ok: true,
      value: 10,
    })
  })

  it('without a unit says how it is written', () => {
    const reading = readThreshold({ key: 'a', metric: 'p95', target: '200' }, 'target')
    expect(reading).toMatchObject({ ok: false, message: expect.stringContaining('250ms') })
  })

  it('is reversed when the limit is stricter than the target', () => {
    const wrong = { key: 'a', metric: 'p95', target: '300ms', limit: '250ms' }
    expect(isReversed(wrong)).toBe(true)
    expect(readCell(wrong, 'limit')).toMatchObject({ ok: false, message: expect.stringContaining('below the target') })
    expect(isReversed({ key: 'a', metric: 'p95', target: '100ms', limit: '250ms' })).toBe(false)
    expect(isReversed({ key: 'a', metric: 'rate', target: '500/s', limit: '400/s' })).toBe(false)
    expect(isReversed({ key: 'a', metric: 'rate', target: '400/s', limit: '500/s' })).toBe(true)
  })
})

describe('where a row is measured', () => {
  it('is said in a few words', () => {
    expect(measuredIn({ key: 'a' })).toBe('all scenarios')
    expect(measuredIn({ key: 'a', when: ['type:stress', 'type:spike'], during: 'ramp-up' })).toBe(
      'stress spike during ramp-up',
    )
  })
})
