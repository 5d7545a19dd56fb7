import { describe, expect, it } from 'vitest'
import { startTestTarget } from '../target-fixture.ts'

const COST = { entries: 3, hitMs: 0, missMs: 60 }

describe('analytics', () => {
  it('answers the same question alike, from the cache the second time, at a known cost', async () => {
    const { call } = await startTestTarget({ cache: COST })
    const ask = async (path: string) => {
      const { headers, body } = await call('GET', `/analytics/${path}`)
      return { cache: headers.get('x-cache'), ms: Number(headers.get('x-server-time')), data: body.data }
    }
    const [miss, hit] = [await ask('timeline?range=30d'), await ask('timeline?range=30d')]
    expect([miss.cache, hit.cache]).toEqual(['miss', 'hit'])
    expect(miss.ms).toBeGreaterThan(59)
    expect(hit.ms).toBeLessThan(miss.ms)
    expect(hit.data).toEqual(miss.data)
    expect((await ask('timeline?range=7d')).cache).toBe('miss')
    expect((await ask('timeline?range=30d&cache=miss')).cache).toBe('miss')
    expect((await call('GET', '/metrics.json')).body.cache).toMatchObject({ hits: 1, misses: 3, hitRate: 0.25 })
  })

  it('forgets what was longest unused, and what it is told to', async () => {
    const { call } = await startTestTarget({ cache: { ...COST, missMs: 0 } })
    const ask = async (path: string) => (await call('GET', `/analytics/${path}`)).body.cache
    for (const path of ['a', 'b', 'c', 'a', 'd']) await ask(path)
    expect([await ask('a'), await ask('b')]).toEqual(['hit', 'miss'])
    expect((await call('POST', '/control/evict', { share: 1 })).body).toEqual({ evicted: 3 })
    expect(await ask('a')).toBe('miss')
  })
})
