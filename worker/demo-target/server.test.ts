import { fork } from 'node:child_process'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startTestTarget } from './target-fixture.ts'

describe('the demo target', () => {
  it('works on no more than its capacity at once', async () => {
    const target = await startTestTarget({ latency: { kind: 'constant', ms: 40 }, capacity: 2 })
    const begun = performance.now()
    await Promise.all(Array.from({ length: 6 }, () => target.call('GET', '/orders')))
    expect(performance.now() - begun).toBeGreaterThan(115)
  })

  it('tells its own time in every answer', async () => {
    const target = await startTestTarget({ latency: { kind: 'constant', ms: 30 } })
    const { headers } = await target.call('GET', '/orders')
    expect(Number(headers.get('x-server-time'))).toBeGreaterThan(29)
    expect(headers.get('server-timing')).toBe(`app;dur=${headers.get('x-server-time')}`)
  })

  it('lists what there is, and says where nothing is', async () => {
    const target = await startTestTarget()
    expect((await target.call('GET', '/')).body).toMatch(/PUT {2}\/documents\/\{key\}/)
    expect(await target.call('GET', '/nothing/here')).toMatchObject({
      status: 404,
      body: { error: expect.stringMatching(/GET \//) },
    })
  })

  it('takes no body that is too large or no JSON', async () => {
    const target = await startTestTarget()
    expect((await target.call('POST', '/orders', '{')).status).toBe(400)
    expect((await target.call('POST', '/orders', { text: 'x'.repeat(1_000_001) })).status).toBe(413)
    expect((await target.call('GET', '/orders')).body.total).toBe(0)
  })

  it('answers what is no HTTP with 400 and counts it', async () => {
    const target = await startTestTarget()
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(target.url).port), '127.0.0.1', () =>
        socket.write('GET /\u0001\u0000 nonsense\r\n\r\n'),
      )
      socket.on('data', (data) => resolve(data.toString()))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect((await target.call('GET', '/metrics.json')).body.requests.malformed).toBe(1)
  })

  it('ends when its parent goes', async () => {
    const entry = fileURLToPath(new URL('main.ts', import.meta.url))
    const child = fork(entry, ['--port', '0'], { stdio: 'ignore', execArgv: [] })
    await new Promise((resolve) => child.once('message', resolve))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.disconnect()
    expect(await ended).toBe(0)
  })
})
