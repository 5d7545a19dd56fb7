import { createServer } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CompiledOperation } from '#lib/plans/compiled.ts'
import type { EngineInput } from './engine.ts'
import { hold, load, operation, planOf } from './plan-fixture.ts'
import { endsOf, type Ran, runPlan, serve, serveRaw, type TestServer } from './run-fixture.ts'

// Each run starts threads of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

function send(url: string, part: Partial<CompiledOperation> = {}, input: Partial<EngineInput> = {}): Promise<Ran> {
  return runPlan(planOf(url, [operation('x', part)], load('rate', hold(300, 40))), input)
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

function expectAll(ran: Ran, errorClass: string): void {
  const counts = ran.counts('x')
  expect(counts.errors).toEqual({ [errorClass]: 12 })
  expect([counts.offered, counts.sent, counts.failed, endsOf(counts)]).toEqual([12, 12, 12, 12])
  expect(ran.counts('*').errors).toEqual(counts.errors)
}

it('an answer nested too deep to be read has no value of a metric, and its user goes on', async () => {
  const depth = 400_000
  server = await serve((_request, response) => response.end(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`))
  const take = { from: 'body' as const, path: '$.a' }
  const metrics = [{ key: 'm', label: 'm', unit: null, kind: 'trend' as const, take }]
  const profile = load('users', hold(20_000, 1), { iterations: 2 })
  const ran = await runPlan(planOf(server.url, [operation('x', { metrics })], profile))
  expect([ran.counts('x').offered, endsOf(ran.counts('x')), ran.counts('m').ok]).toEqual([2, 2, 0])
  expect(ran.outcome.durationMs).toBeLessThan(10_000)
})

describe('a failed attempt', () => {
  it('is refused when nobody listens', async () => {
    expectAll(await send(`http://127.0.0.1:${await freePort()}`), 'refused')
  })

  it('is a name problem when the host does not exist', async () => {
    const ran = await send(
      'http://nothing.invalid',
      {},
      { policy: { ...inputPolicy(), allowedHosts: ['nothing.invalid'] } },
    )
    expect(ran.outcome.reason).toBe('failed')
    expect(ran.outcome.message).toMatch(/nothing\.invalid/)
  })

  it('is a reset when the connection is cut before an answer', async () => {
    server = await serveRaw((socket) => socket.on('data', () => socket.resetAndDestroy()))
    expectAll(await send(server.url), 'reset')
  })

  it('times out at its own limit', async () => {
    server = await serve(() => {})
    const ran = await send(server.url, { timeoutMs: 200 })
    expectAll(ran, 'timeout')
    const slowest = ran.window('x').failedResponse.quantile(1)! / 1000
    const fastest = ran.window('x').failedResponse.quantile(0)! / 1000
    expect(fastest).toBeGreaterThanOrEqual(199)
    expect(slowest).toBeLessThan(290)
  })

  it('is truncated when the connection closes before the promised end', async () => {
    server = await serveRaw((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nshort')),
    )
    expectAll(await send(server.url), 'truncated')
  })

  it('is a protocol error when the answer is no HTTP', async () => {
    server = await serveRaw((socket) => socket.on('data', () => socket.end('220 smtp.example.test ESMTP\r\n')))
    expectAll(await send(server.url), 'protocol')
  })

  it('is a TLS error when the server speaks none', async () => {
    server = await serveRaw((socket) => socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')))
    expectAll(await send(server.url.replace('http:', 'https:')), 'tls')
  })

  it('has the class of its status', async () => {
    server = await serve((request, response) => response.writeHead(request.url === '/down' ? 503 : 404).end())
    expectAll(await send(server.url), 'http-4xx')
    const down = await send(server.url, { path: '/down' })
    expectAll(down, 'http-5xx')
    expect(down.counts('x')).toMatchObject({ status: { '5xx': 12 }, refusals: 12 })
  })

  it('is a protocol error when redirects never come to an end', async () => {
    let requests = 0
    server = await serve((_request, response) => {
      requests++
      response.writeHead(302, { location: '/again' }).end()
    })
    const ran = await send(server.url, { redirects: 'follow' })
    expectAll(ran, 'protocol')
    // The first request and ten redirects of each of the 12 attempts.
    expect(requests).toBe(12 * 11)
  })

  it('is a failed check when the answer is not what the plan asks for', async () => {
    server = await serve((_request, response) => response.end('{"id":7}'))
    const checks: CompiledOperation['checks'] = [
      {
        text: 'body $.id = 8',
        subject: { kind: 'body', path: '$.id' },
        test: { kind: 'compare', comparator: '=', value: 8 },
      },
      { text: 'status = 200', subject: { kind: 'status' }, test: { kind: 'compare', comparator: '=', value: 200 } },
    ]
    const ran = await send(server.url, { checks })
    expectAll(ran, 'check')
    expect([ran.counts('x').checksPassed, ran.counts('x').checksFailed]).toEqual([12, 12])
  })
})

describe('an ok attempt', () => {
  it('may have failed a latency check, which only counts in the checks', async () => {
    server = await serve((_request, response) => setTimeout(() => response.end('{}'), 20))
    const slow: CompiledOperation['checks'] = [
      { text: 'latency < 1ms', subject: { kind: 'latency' }, test: { kind: 'compare', comparator: '<', value: 1 } },
    ]
    const counts = (await send(server.url, { checks: slow })).counts('x')
    expect([counts.ok, counts.failed, counts.checksFailed]).toEqual([12, 0, 12])
  })

  it('may have a status the scenario expects or a check asks for', async () => {
    server = await serve((_request, response) => response.writeHead(404).end())
    const profile = load('rate', hold(300, 40))
    const expected = { expectFailures: [{ operation: 'x', status: [404] }] }
    expect((await runPlan(planOf(server.url, [operation('x')], profile, {}, expected))).counts('x').ok).toBe(12)
    const asked: CompiledOperation['checks'] = [
      { text: 'status = 404', subject: { kind: 'status' }, test: { kind: 'compare', comparator: '=', value: 404 } },
    ]
    expect((await send(server.url, { checks: asked })).counts('x').ok).toBe(12)
  })

  it('may have a body past the cap, unless the rest was needed', async () => {
    const body = JSON.stringify({ pad: 'x'.repeat(1_500_000), id: 1 })
    server = await serve((_request, response) => response.end(body))
    const counts = (await send(server.url)).counts('x')
    expect([counts.ok, counts.truncatedBody]).toEqual([12, 12])
    const needed = await send(server.url, { extract: { id: { from: 'body', path: '$.id' } } })
    expect(needed.counts('x').errors).toEqual({ truncated: 12 })
  })
})

describe('a forbidden target', () => {
  it('gets no packet: the run is refused before it begins', async () => {
    let connections = 0
    server = await serveRaw(() => connections++)
    const ran = await send(server.url, {}, { policy: { ...inputPolicy(), ownPorts: [server.port] } })
    expect(ran.outcome.reason).toBe('failed')
    expect(ran.outcome.message).toMatch(/Headroom's own/)
    expect(connections).toBe(0)
    const elsewhere = await send('http://169.254.169.254', {})
    expect(elsewhere.outcome.message).toMatch(/never sent there/)
  })

  it('is not reached by a redirect either', async () => {
    let connections = 0
    const forbidden = await serveRaw(() => connections++)
    server = await serve((_request, response) => response.writeHead(302, { location: `${forbidden.url}/y` }).end())
    const ran = await send(
      server.url,
      { redirects: 'follow' },
      { policy: { ...inputPolicy(), ownPorts: [forbidden.port] } },
    )
    expectAll(ran, 'forbidden-target')
    expect(connections).toBe(0)
    await forbidden.close()
  })

  it('is followed where it is allowed, and the time runs from the first start', async () => {
    server = await serve((request, response) => {
      if (request.url === '/there') setTimeout(() => response.end(), 30)
      else response.writeHead(302, { location: '/there' }).end()
    })
    const ran = await send(server.url, { redirects: 'follow' })
    expect([ran.counts('x').ok, ran.counts('x').sent]).toEqual([12, 12])
    expect(ran.window('x').okResponse.quantile(0)!).toBeGreaterThan(29_000)
  })
})

describe('a plan that cannot run', () => {
  it('says what is unknown, or which cap it passes', async () => {
    const unknown = await send('http://127.0.0.1:9', { path: '/{{ orderId }}' })
    expect(unknown.outcome).toMatchObject({ reason: 'failed', durationMs: 0 })
    expect(unknown.outcome.message).toMatch(/operation x, path: \{\{ orderId \}\} is not known/)
    const capped = await send('http://127.0.0.1:9', {}, { policy: { ...inputPolicy(), maxRatePerSecond: 10 } })
    expect(capped.outcome.message).toMatch(/asks for 40 requests\/s; at most 10\/s/)
    const users = load('users', hold(300, 2), { maxRatePerSecond: 20 })
    const policy = { ...inputPolicy(), maxRatePerSecond: 10 }
    const usersCapped = await runPlan(planOf('http://127.0.0.1:9', [operation('x')], users), { policy })
    expect(usersCapped.outcome.message).toMatch(/asks for 20 requests\/s; at most 10\/s/)
    const unresolved = await send('http://nothing.invalid')
    expect([unknown, capped, unresolved].map(({ outcome }) => outcome.isRefused)).toEqual([true, true, true])
  })

  it('is told from a generator that broke before it began', async () => {
    const broken = await send('http://127.0.0.1:9', { headers: null as never })
    expect(broken.outcome).toMatchObject({ reason: 'failed', isRefused: false, durationMs: 0 })
    expect(broken.outcome.message).toMatch(/^The generator failed: /)
  })
})

function inputPolicy(): EngineInput['policy'] {
  return { allowLoopback: true, allowedHosts: [], ownPorts: [], maxRatePerSecond: 1e6, maxDurationMs: 3_600_000 }
}
