import { describe, expect, it } from 'vitest'
import { startTestTarget } from '../target-fixture.ts'

describe('an idempotency key', () => {
  it('gives the repetition of a write the same answer and carries it out once', async () => {
    const { call } = await startTestTarget()
    const post = (key: string, body: unknown) => call('POST', '/orders', body, { 'idempotency-key': key })
    const first = await post('k-1', { name: 'once' })
    const repeated = await Promise.all([1, 2, 3, 4].map(() => post('k-1', { name: 'once' })))
    for (const { status, headers, body } of repeated) {
      expect([status, headers.get('idempotency-replayed'), body]).toEqual([201, 'true', first.body])
    }
    expect((await call('GET', '/orders')).body.total).toBe(1)
    expect((await post('k-1', { name: 'another' })).status).toBe(422)
    expect((await post('k-2', { name: 'once' })).body.id).not.toBe(first.body.id)
    const { body } = await call('GET', '/metrics.json')
    expect(body.idempotency).toEqual({ replays: 4, violations: 0 })
  })

  it('is ignored as often as was told, and that is counted', async () => {
    const { call } = await startTestTarget()
    await call('PUT', '/control', { writeFaults: { repeat: 2 } })
    for (let i = 0; i < 6; i++) await call('POST', '/orders', {}, { 'idempotency-key': 'k' })
    expect((await call('GET', '/orders')).body.total).toBe(3)
    expect((await call('GET', '/metrics.json')).body.idempotency).toEqual({ replays: 3, violations: 2 })
  })
})
