import { describe, expect, it } from 'vitest'
import { startTestTarget } from './target-fixture.ts'

describe('/control', () => {
  it('changes the behaviour at run time: what is not given stays, also within a group', async () => {
    const target = await startTestTarget()
    const before = (await target.call('GET', '/control')).body
    const after = (await target.call('PUT', '/control', { errorRate: 1, jobs: { workers: 5 } })).body
    expect(after).toEqual({ ...before, errorRate: 1, jobs: { ...before.jobs, workers: 5 } })
    expect((await target.call('GET', '/orders')).status).toBe(503)
    expect((await target.call('GET', '/health')).status).toBe(200)
    expect((await target.call('GET', '/control')).body).toEqual(after)
  })

  it('explains what it does not take by the name of the field and a correct example', async () => {
    const target = await startTestTarget()
    const refused = await Promise.all([
      target.call('PUT', '/control', { capacity: 0 }),
      target.call('PUT', '/control', { jobs: { workers: 'two' } }),
      target.call('PUT', '/control', { latency: { kind: 'mix', parts: [{ share: 0.5, ms: 1 }] } }),
      target.call('PUT', '/control', { eror: 1 }),
      target.call('POST', '/control/crash', { forMs: -1 }),
      target.call('POST', '/control/explode'),
    ])
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 404])
    expect(refused.map(({ body }) => body.error)).toEqual([
      expect.stringMatching(/^capacity: .*\{"capacity":50\}/),
      expect.stringMatching(/^jobs\.workers: .*"itemsPerSecond":1000/),
      expect.stringMatching(/^latency: .*sum to 1/),
      expect.stringMatching(/eror.*known: latency, stall/),
      expect.stringMatching(/^forMs: .*5000/),
      expect.stringMatching(/reset, crash, evict, scale/),
    ])
  })

  it('sets everything back on POST /control/reset', async () => {
    const target = await startTestTarget()
    await target.call('POST', '/orders', { name: 'Item 1' })
    await target.call('PUT', '/documents/a', { version: 0, value: 1 })
    await target.call('PUT', '/documents/a', { version: 0, value: 2 })
    await target.call('GET', '/analytics/overview')
    const { body: before } = await target.call('GET', '/metrics.json')
    expect(before).toMatchObject({ orders: { stored: 1 }, documents: { conflicts: 1 }, cache: { misses: 1 } })
    await target.call('POST', '/control/reset')
    const { body } = await target.call('GET', '/metrics.json')
    expect(body).toMatchObject({
      requests: { total: 0 },
      orders: { stored: 0 },
      documents: { stored: 0, writes: 0, conflicts: 0 },
      cache: { hits: 0, misses: 0, hitRate: null, entries: 0 },
    })
  })
})
