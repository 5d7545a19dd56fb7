import { describe, expect, it } from 'vitest'
import { startTestTarget, until } from '../target-fixture.ts'

describe('campaigns', () => {
  it('are accepted at once and sent to the last recipient at a known speed', async () => {
    const jobs = { workers: 5, itemsPerSecond: 1000, retryShare: 0.1, failureShare: 0.01, sendLimitPerSecond: null }
    const { call } = await startTestTarget({ jobs })
    const accepted = await Promise.all(
      Array.from({ length: 5 }, (_, i) => call('POST', '/campaigns', { name: `c-${i}`, recipients: 300, inMs: 100 })),
    )
    expect(accepted.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202])
    expect(new Set(accepted.map(({ headers, body }) => headers.get('location') === `/jobs/${body.job}`))).toEqual(
      new Set([true]),
    )
    const ended = await Promise.all(
      accepted.map(({ body }) =>
        until(
          () => call('GET', `/campaigns/${body.id}`),
          ({ status }) => status === 'done',
        ),
      ),
    )
    for (const { body } of ended) {
      expect(body).toMatchObject({ items: 300, sent: 297, failed: 3, retries: 29 + 6 })
      expect(body.durationMs).toBe(335)
    }
    expect((await call('GET', '/metrics.json')).body.jobs).toMatchObject({
      depth: 0,
      sent: 1485,
      failed: 15,
      retries: 175,
    })
  })

  it('wait until their moment', async () => {
    const { call } = await startTestTarget()
    for (const inMs of [600_000, 3_600_000]) await call('POST', '/campaigns', { name: 'later', recipients: 300, inMs })
    expect((await call('GET', '/jobs')).body).toMatchObject({ scheduled: 2, depth: 0 })
  })

  it('show the depth of the queue while they are sent, and a restart after a crash', async () => {
    const { call } = await startTestTarget()
    const { body } = await call('POST', '/jobs', { items: 200_000 })
    expect(body).toMatchObject({ status: 'waiting', items: 200_000 })
    const { depth } = (await call('GET', '/jobs')).body
    expect(depth).toBeGreaterThan(190_000)
    await call('POST', '/control/crash', { forMs: 50 })
    expect((await call('GET', '/metrics.json')).body.jobs.isDown).toBe(true)
    await until(
      () => call('GET', '/metrics.json'),
      ({ jobs }) => jobs.restarts === 1 && !jobs.isDown,
    )
  })

  it('say what is wrong with an order, by the name of the field', async () => {
    const { call } = await startTestTarget()
    expect((await call('POST', '/campaigns', { recipients: -1 })).body.error).toMatch(/^recipients: .*50000/)
    expect((await call('POST', '/jobs', { items: 1.5 })).body.error).toMatch(/^items: .*50000/)
    expect((await call('POST', '/jobs', { at: 'tomorrow' })).body.error).toMatch(/^at: /)
    expect((await call('GET', '/jobs/none')).status).toBe(404)
  })
})
