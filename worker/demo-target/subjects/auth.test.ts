import { describe, expect, it } from 'vitest'
import { startTestTarget, until } from '../target-fixture.ts'

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('tokens', () => {
  it('are not asked for unless a switch or a header does', async () => {
    const { call } = await startTestTarget()
    expect((await call('GET', '/orders', undefined, bearer('abc'))).status).toBe(200)
    expect((await call('GET', '/orders', undefined, { 'x-require-auth': 'true' })).status).toBe(401)
    await call('PUT', '/control', { auth: { required: true } })
    expect((await call('GET', '/orders')).status).toBe(401)
    expect((await call('GET', '/orders', undefined, bearer('abc'))).status).toBe(401)
    const { body } = await call('POST', '/auth/login', { user: 'demo' })
    expect(body).toMatchObject({ expiresAt: null, expiresInMs: null })
    expect((await call('GET', '/orders', undefined, bearer(body.token))).status).toBe(200)
    expect((await call('GET', '/orders', undefined, bearer(`${body.token}x`))).status).toBe(401)
  })

  it('expire, are refused with 401 everywhere, and are renewed by a refresh', async () => {
    const { call } = await startTestTarget({ auth: { required: false, ttlMs: 150 } })
    const { body } = await call('POST', '/auth/login', {})
    expect((await call('GET', '/orders', undefined, bearer(body.token))).status).toBe(200)
    await until(
      () => call('GET', '/orders', undefined, bearer(body.token)),
      ({ error }) => /expired/.test(error),
    )
    const forged = body.token.replace(/\.\d+\.([^.]+)$/, `.${Date.now() + 60_000}.$1`)
    expect((await call('GET', '/orders', undefined, bearer(forged))).status).toBe(401)
    const renewed = await call('POST', '/auth/refresh', { refreshToken: body.refreshToken })
    expect((await call('GET', '/orders', undefined, bearer(renewed.body.token))).status).toBe(200)
    expect((await call('POST', '/auth/refresh', { refreshToken: 'again.1.0.x' })).status).toBe(401)
    const { auth } = (await call('GET', '/metrics.json')).body
    expect(auth).toMatchObject({ logins: 1, refreshes: 1 })
    expect(auth.rejected).toBeGreaterThanOrEqual(3)
  })

  it('live as long as the login asks for', async () => {
    const { call } = await startTestTarget()
    expect((await call('POST', '/auth/login', { ttl: '30s' })).body.expiresInMs).toBe(30_000)
    expect(await call('POST', '/auth/login', { ttl: 'soon' })).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/"30s"/) },
    })
    expect((await call('POST', '/auth/login', { password: 'wrong' })).status).toBe(401)
    expect((await call('GET', '/auth/login')).status).toBe(405)
  })
})
