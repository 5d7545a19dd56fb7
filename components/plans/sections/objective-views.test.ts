import { describe, expect, it } from 'vitest'
import { findOperation, isThroughput, matrixOf, withUnit } from './objective-views.ts'

const OPERATIONS = [
  { key: 'create', name: 'Create order', request: { method: 'POST', path: '/orders' } },
  { key: 'read', name: 'Read order', request: { method: 'GET', path: '/orders/{{ id }}' } },
]

describe('the objectives by operation', () => {
  it('have a row for all operations and one for each, with a cell for each metric', () => {
    const p95 = { key: 'a', operation: 'create', metric: 'p95', target: '150ms' }
    const rows = matrixOf([p95, { key: 'b', operation: 'create', metric: 'p90', target: '1s' }], OPERATIONS, '')
    expect(rows.map(({ operation }) => operation)).toEqual(['*', 'create', 'read'])
    expect(rows[1]?.cells).toEqual({ p95 })
  })

  it('are apart for each type of scenario and each scenario', () => {
    const always = { key: 'a', operation: 'create', metric: 'p95', target: '150ms' }
    const stress = { ...always, key: 'b', when: ['type:stress'], target: '500ms' }
    const soak = { ...always, key: 'c', scenario: 'soak' }
    const at = (scope: string) => matrixOf([always, stress, soak], OPERATIONS, scope)[1]?.cells.p95?.key
    expect([at(''), at('type:stress'), at('soak')]).toEqual(['a', 'b', 'c'])
  })

  it('leave out what is judged in a part of a run, and show what names an operation that is gone', () => {
    const rows = matrixOf(
      [
        { key: 'a', operation: 'create', metric: 'p95', at: '4h' },
        { key: 'b', operation: 'gone', metric: 'max', target: '1s' },
      ],
      OPERATIONS,
      '',
    )
    expect(rows[1]?.cells).toEqual({})
    expect(rows[3]).toMatchObject({ operation: 'gone', name: 'gone (unknown)' })
  })

  it('take bare numbers in the unit of their column, but for rates', () => {
    expect(withUnit('50', 'ms')).toBe('50ms')
    expect(withUnit('0.1', '%')).toBe('0.1%')
    expect(withUnit('1.5s', 'ms')).toBe('1.5s')
    expect(withUnit('100', null)).toBe('100')
  })

  it('find the operation a spreadsheet speaks of', () => {
    expect(findOperation('Read order', OPERATIONS)).toBe('read')
    expect(findOperation('GET /orders/:id', OPERATIONS)).toBe('read')
    expect(findOperation('/orders', OPERATIONS)).toBe('create')
    expect(findOperation('PUT /orders', OPERATIONS)).toBeNull()
  })
})

describe('throughput', () => {
  it('is a rate of a whole scenario', () => {
    expect(isThroughput({ key: 'a', metric: 'rate', scenario: 'peak' })).toBe(true)
    expect(isThroughput({ key: 'a', metric: 'rate', operation: 'create' })).toBe(false)
    expect(isThroughput({ key: 'a', metric: 'p95' })).toBe(false)
  })
})
