import { describe, expect, it } from 'vitest'
import { exampleBreaksTarget } from './example-breaks-target.ts'
import { findingsOf } from './lint-fixture.ts'

const row = (current: string, target: string) =>
  findingsOf(exampleBreaksTarget, (draft) => void (draft.metrics = [{ key: 'one', current, target }]))

describe('example-breaks-target', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(exampleBreaksTarget)).toEqual([])
  })

  it('finds values on the bound', () => {
    expect(row('150ms', '< 150ms')[0]).toMatchObject({ places: ['metrics.one.current', 'metrics.one.target'] })
    expect(row('2,500 of 50,000', '< 5%')[0]?.arithmetic).toBe('2,500 of 50,000 = 5%: not < 5%')
  })

  it('lets a gap be a gap, and a bound that may be reached be reached', () => {
    expect(row('149ms', '< 150ms')).toEqual([])
    expect(row('480KB', '300KB')).toEqual([])
    expect(row('150ms', '<= 150ms')).toEqual([])
    expect(row('p95 of baseline', '< 150ms')).toEqual([])
  })
})
