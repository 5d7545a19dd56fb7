import { describe, expect, it } from 'vitest'
import { startTestTarget, until } from '../target-fixture.ts'

describe('a rate limit', () => {
  it('lets exactly so many through in each window and tells the others when to come again', async () => {
    const target = await startTestTarget({ rateLimit: { requests: 5, perMs: 600_000 } })
    const replies = await Promise.all(Array.from({ length: 12 }, () => target.call('GET', '/orders')))
    const refused = replies.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(7)
    for (const { headers } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(600)
    }
    const { body } = await target.call('GET', '/metrics.json')
    expect(body.requests).toMatchObject({ rateLimited: 7, byStatus: { 200: 5, 429: 7 } })
  })
})

describe('a leak', () => {
  it('holds more and more memory until it is told to give it back', async () => {
    const target = await startTestTarget({ leakBytesPerSecond: 20_000_000 })
    const metrics = () => target.call('GET', '/metrics.json')
    const { body } = await until(metrics, ({ memory }) => memory.leakedBytes > 5_000_000)
    expect(body.memory.residentBytes).toBeGreaterThan(body.memory.leakedBytes)
    await target.call('PUT', '/control', { leakBytesPerSecond: 0 })
    const held = (await metrics()).body.memory.leakedBytes
    expect((await metrics()).body.memory.leakedBytes).toBe(held)
    await target.call('POST', '/control/reset')
    expect((await metrics()).body.memory.leakedBytes).toBe(0)
  })
})

describe('errors on purpose', () => {
  it('are the share asked for', async () => {
    const target = await startTestTarget({ errorRate: 0.25 })
    const replies = await Promise.all(Array.from({ length: 400 }, () => target.call('GET', '/landing')))
    const failed = replies.filter(({ status }) => status === 503).length
    expect(failed).toBeGreaterThan(60)
    expect(failed).toBeLessThan(140)
  })
})
