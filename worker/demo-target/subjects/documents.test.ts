import { describe, expect, it } from 'vitest'
import { startTestTarget } from '../target-fixture.ts'

describe('documents', () => {
  it('are written by whoever names their version', async () => {
    const { call } = await startTestTarget()
    expect((await call('GET', '/documents/k-1')).body).toMatchObject({ key: 'k-1', version: 0, value: null })
    const created = await call('PUT', '/documents/k-1', { version: 0, value: { text: 'a' } })
    expect([created.status, created.headers.get('etag'), created.body.version]).toEqual([201, '"1"', 1])
    expect((await call('PUT', '/documents/k-1', { value: 'b' }, { 'if-match': '"1"' })).body.version).toBe(2)
    const stale = await call('PUT', '/documents/k-1', { version: 1, value: 'c' })
    expect([stale.status, stale.body.version]).toEqual([409, 2])
    expect((await call('GET', '/documents/k-1')).body).toMatchObject({ version: 2, value: 'b' })
    expect((await call('PUT', '/documents/k-1', { value: 'c' })).status).toBe(428)
    expect((await call('PUT', '/documents/no%20key', { version: 0 })).status).toBe(400)
    expect((await call('GET', '/documents')).body.total).toBe(1)
  })

  it('let exactly one of many writers of a version win, and count every other as a conflict', async () => {
    const { call } = await startTestTarget({ latency: { kind: 'constant', ms: 5 } })
    const [keys, writers, rounds] = [5, 20, 3]
    for (let version = 0; version < rounds; version++) {
      const writes = Array.from({ length: keys * writers }, (_, i) =>
        call('PUT', `/documents/k-${i % keys}`, { version, value: i }),
      )
      const statuses = (await Promise.all(writes)).map(({ status }) => status)
      expect(statuses.filter((status) => status < 300)).toHaveLength(keys)
      expect(statuses.filter((status) => status === 409)).toHaveLength(keys * (writers - 1))
    }
    const { documents, requests } = (await call('GET', '/metrics.json')).body
    const conflicts = rounds * keys * (writers - 1)
    expect(documents).toEqual({ stored: keys, writes: rounds * keys, conflicts, lostUpdates: 0 })
    expect(requests.byStatus[409]).toBe(conflicts)
  })

  it('lose updates exactly as often as was told', async () => {
    const { call } = await startTestTarget()
    for (const version of [0, 1, 2]) await call('PUT', '/documents/k', { version, value: version })
    await call('PUT', '/control', { writeFaults: { lostUpdate: 2 } })
    const statuses = []
    for (let i = 0; i < 4; i++) statuses.push((await call('PUT', '/documents/k', { version: 1, value: 'old' })).status)
    expect(statuses).toEqual([200, 200, 409, 409])
    expect((await call('GET', '/metrics.json')).body.documents).toMatchObject({ lostUpdates: 2, conflicts: 2 })
  })
})
