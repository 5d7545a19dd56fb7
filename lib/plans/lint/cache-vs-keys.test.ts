import { describe, expect, it } from 'vitest'
import { cacheVsKeys } from './cache-vs-keys.ts'
import { findingsOf } from './lint-fixture.ts'

const withPath = (path: string) =>
  findingsOf(cacheVsKeys, (draft) => {
    draft.operations![1]!.request!.path = path
    draft.monitors = [{ key: 'app', metrics: [{ key: 'cache-hits', role: 'cache hit' }] }]
    draft.slas!.push({ key: 'hits', metric: 'monitor(cache-hits)', comparator: '>=', target: '80%', scenario: 'flood' })
  })

describe('cache-vs-keys', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(cacheVsKeys)).toEqual([])
  })

  it('finds hits asked for where every key is new', () => {
    expect(withPath('/track/{{ text(10) }}-{{ now }}')[0]).toMatchObject({
      places: ['slas.hits', 'operations.read.request.path'],
      arithmetic: '100% − 100% = 0% at most, 80% asked for',
    })
  })

  it('lets keys repeat', () => {
    expect(withPath('/track/{{ randomInt(1, 1000) }}')).toEqual([])
  })
})
