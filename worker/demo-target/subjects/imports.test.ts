import { describe, expect, it } from 'vitest'
import { startTestTarget, until } from '../target-fixture.ts'

/** 95 % good, 3 % without an address, 2 % repeated. */
function contacts(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    if (i % 100 < 3) return `Name ${i},nobody,eu`
    return i % 100 < 5 ? 'Ann,ann@example.test,eu' : `"Name, ${i}",p${i}@example.test,eu`
  })
  return `name,email,segment\nAnn,Ann@example.test,eu\n${lines.join('\n')}\n`
}

describe('imports', () => {
  it('are accepted at once and count imported, duplicate and rejected rows exactly', async () => {
    const { call } = await startTestTarget({ imports: { rowsPerSecond: 1_000_000 } })
    const form = new FormData()
    form.set('note', 'first')
    form.set('file', new Blob([contacts(10_000)], { type: 'text/csv' }), 'contacts.csv')
    const accepted = await Promise.all([
      call('POST', '/imports', contacts(10_000), { 'content-type': 'text/csv' }),
      call('POST', '/imports', form),
    ])
    for (const { status, headers, body } of accepted) {
      expect([status, headers.get('location'), body.status]).toEqual([202, `/imports/${body.id}`, 'waiting'])
      const done = await until(
        () => call('GET', `/imports/${body.id}`),
        (now) => now.status === 'done',
      )
      expect(done.body).toMatchObject({ rows: 10_001, imported: 9501, duplicates: 200, rejected: 300 })
      expect(done.body.rowsPerSecond).toBeGreaterThan(0)
      expect(done.body.errors[0]).toEqual({ row: 3, reason: 'no e-mail address' })
    }
    const totals = { open: 0, imported: 19_002, duplicates: 400, rejected: 600 }
    expect((await call('GET', '/metrics.json')).body.imports).toEqual(totals)
  })

  it('go on at the speed told', async () => {
    const { call } = await startTestTarget({ imports: { rowsPerSecond: 200 } })
    const { body } = await call('POST', '/imports', contacts(1000), { 'content-type': 'text/csv' })
    const under = await until(
      () => call('GET', `/imports/${body.id}`),
      ({ rows }) => rows > 0,
    )
    expect(under.body.status).toBe('running')
    expect(under.body.rows).toBeLessThan(500)
    await call('PUT', '/control', { imports: { rowsPerSecond: 100_000 } })
    await until(
      () => call('GET', `/imports/${body.id}`),
      ({ status }) => status === 'done',
    )
  })

  it('take nothing but CSV', async () => {
    const { call } = await startTestTarget()
    expect((await call('POST', '/imports', {})).status).toBe(415)
    expect((await call('GET', '/imports/none')).status).toBe(404)
  })
})
