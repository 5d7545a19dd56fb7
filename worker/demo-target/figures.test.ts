import { describe, expect, it } from 'vitest'
import { startTestTarget } from './target-fixture.ts'

describe('/metrics', () => {
  it('counts requests by route and status, and tells the same in Prometheus text as in JSON', async () => {
    const target = await startTestTarget()
    await target.call('POST', '/orders', {})
    await target.call('GET', '/orders/none')
    for (const _ of [1, 2, 3, 4]) await target.call('GET', '/analytics/overview')
    await target.call('GET', '/analytics/"quoted"/x')
    const [text, json] = await Promise.all([target.call('GET', '/metrics'), target.call('GET', '/metrics.json')])
    const value = (name: string) =>
      Number(text.body.match(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (.+)$`, 'm'))?.[1])
    expect(value('http_requests_total{method="POST",route="/orders",status="201"}')).toBe(1)
    expect(value('http_requests_total{method="GET",route="/orders/:id",status="404"}')).toBe(1)
    expect(value('http_requests_total{method="GET",route="/other",status="200"}')).toBe(1)
    expect(value('http_request_duration_seconds_count')).toBe(7)
    expect(json.body.requests).toMatchObject({ total: 7, byStatus: { 200: 5, 201: 1, 404: 1 } })
    expect(json.body.cache).toEqual({ hits: 3, misses: 2, hitRate: 0.6, entries: 2 })
    expect([value('cache_hits_total'), value('cache_misses_total')]).toEqual([3, 2])
    expect(value('db_pool_size')).toBe(100)
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e6)
    expect(json.body.cpu.seconds).toBeGreaterThan(0)
  })

  it('counts orders that were kept apart from those it acknowledged, and what came of the items of jobs', async () => {
    const target = await startTestTarget()
    await target.call('PUT', '/control', { writeFaults: { drop: 13 } })
    for (let i = 0; i < 100; i++) await target.call('POST', '/orders', { name: `Item ${i}` })
    const { body } = await target.call('GET', '/metrics.json')
    expect(body.orders).toEqual({ stored: 87, acknowledged: 100, created: 87, deleted: 0 })
    expect((await target.call('GET', '/metrics')).body).toContain('\norders_created_total 87\n')
    await target.call('POST', '/jobs', { items: 40 })
    expect((await target.call('GET', '/metrics.json')).body.jobs).toMatchObject({ accepted: 40 })
  })

  it('names and explains every metric once, in a form Prometheus reads', async () => {
    const target = await startTestTarget()
    await target.call('GET', '/orders')
    const lines: string[] = (await target.call('GET', '/metrics')).body.trim().split('\n')
    const types = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]!)
    expect(new Set(types).size).toBe(types.length)
    const samples = lines.filter((line) => !line.startsWith('#'))
    for (const sample of samples) {
      expect(sample).toMatch(/^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/)
      const name = /^[a-z_]+/.exec(sample)![0].replace(/^(http_request_duration_seconds)_(bucket|sum|count)$/, '$1')
      expect(types).toContain(name)
    }
  })
})
