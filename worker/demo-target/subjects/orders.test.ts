import { describe, expect, it } from 'vitest'
import { startTestTarget } from '../target-fixture.ts'

describe('orders', () => {
  it('are created, read, changed, listed and removed', async () => {
    const { call } = await startTestTarget()
    const created = await call('POST', '/orders', { name: 'Item 1', reference: 'r-1' })
    expect(created.status).toBe(201)
    const path = `/orders/${created.body.id}`
    expect((await call('GET', path)).body).toMatchObject({ id: created.body.id, name: 'Item 1', status: 'open' })
    expect((await call('PUT', path, { status: 'paid' })).body).toMatchObject({ status: 'paid', name: 'Item 1' })
    await call('POST', '/orders', { reference: 'r-2' })
    expect((await call('GET', '/orders?limit=1')).body).toMatchObject({ total: 2, items: [{ id: created.body.id }] })
    expect((await call('GET', '/orders?reference=r-2')).body.items).toHaveLength(1)
    expect((await call('DELETE', path)).status).toBe(204)
    expect((await call('GET', path)).status).toBe(404)
    expect((await call('POST', '/orders', [])).status).toBe(400)
    expect(await call('PUT', '/orders')).toMatchObject({ status: 405, body: { error: 'Use GET or POST.' } })
  })

  it('are lost, doubled and damaged exactly as often as was told', async () => {
    const { call } = await startTestTarget()
    await call('PUT', '/control', { writeFaults: { drop: 7, double: 3, corrupt: 1 } })
    const references = Array.from({ length: 50 }, (_, i) => `r-${i}`)
    for (const reference of references) {
      expect((await call('POST', '/orders', { reference, name: 'as sent' })).status).toBe(201)
    }
    const read = await Promise.all(references.map((reference) => call('GET', `/orders?reference=${reference}`)))
    const counts = read.map(({ body }) => body.items.length)
    expect(counts.filter((count) => count === 0)).toHaveLength(7)
    expect(counts.filter((count) => count === 2)).toHaveLength(3)
    const damaged = read.filter(({ body }) => body.items.some((order: { name: string }) => order.name !== 'as sent'))
    expect(damaged).toHaveLength(1)
    expect((await call('GET', '/metrics.json')).body.writes).toEqual({ dropped: 7, doubled: 3, corrupted: 1 })
  })
})
