import { describe, expect, it } from 'vitest'
import { changeWords } from './change-words.ts'

describe('a change in words', () => {
  it('says where a field is, what it was and what it is', () => {
    expect(changeWords({ path: 'slas.create-p95.target', before: '100ms', after: '150ms' })).toEqual({
      place: 'Objectives, create-p95, target',
      kind: 'changed',
      before: '100ms',
      after: '150ms',
    })
    expect(changeWords({ path: 'scenarios.peak.load.rampUp', before: null, after: '5m' })).toMatchObject({
      place: 'Scenarios, peak, load, ramp up',
      kind: 'added',
    })
  })

  it('calls items by their names and lists by their items', () => {
    expect(changeWords({ path: 'risks.r2', after: { key: 'r2', risk: 'Data skew', impact: 'high' } })).toMatchObject({
      kind: 'added',
      after: 'Data skew',
    })
    expect(changeWords({ path: 'systems', before: ['api', 'db'], after: ['api'] })).toMatchObject({
      before: 'api; db',
      after: 'api',
    })
    expect(changeWords({ path: 'contacts', before: [], after: [{ email: 'a@b.test' }] }).after).toBe('email a@b.test')
  })

  it('tells a new order apart', () => {
    expect(changeWords({ path: 'scenarios.@order', before: ['a', 'b'], after: ['b', 'a'] })).toEqual({
      place: 'Scenarios',
      kind: 'moved',
      before: 'a; b',
      after: 'b; a',
    })
  })
})
