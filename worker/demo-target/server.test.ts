import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { sampleLatencyMs } from './behaviour.ts'
import { parseFlags } from './flags.ts'
import { Gate } from './gate.ts'
import { Orders } from './orders.ts'
import { type DemoTarget, startDemoTarget } from './server.ts'

const QUICK = { latency: { kind: 'constant', ms: 0 }, stall: null, capacity: null, errorRate: 0 } as const

let target: DemoTarget | undefined
afterEach(async () => {
  await target?.close()
  target = undefined
})

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const response = await fetch(`${target!.url}${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text }
}

describe('the demo target', () => {
  it('keeps orders', async () => {
    target = await startDemoTarget({ port: 0, behaviour: QUICK })
    const created = await call('POST', '/orders', { name: 'Item 1' })
    expect(created.status).toBe(201)
    const path = `/orders/${created.body.id}`
    expect((await call('GET', path)).body).toMatchObject({ id: created.body.id, name: 'Item 1', status: 'open' })
    expect((await call('PUT', path, { status: 'paid' })).body.status).toBe('paid')
    expect((await call('GET', '/orders?limit=1')).body).toMatchObject({ total: 1, items: [{ id: created.body.id }] })
    expect((await call('DELETE', path)).status).toBe(204)
    expect((await call('GET', path)).status).toBe(404)
    expect((await call('POST', '/orders', [])).status).toBe(400)
    expect((await call('GET', '/metrics')).body).toContain(
      'http_requests_total{method="POST",route="/orders",status="201"} 1',
    )
  })

  it('changes its behaviour by PUT /control and explains what it does not take', async () => {
    target = await startDemoTarget({ port: 0, behaviour: QUICK })
    expect((await call('PUT', '/control', { errorRate: 1 })).body).toEqual({ ...QUICK, errorRate: 1 })
    expect((await call('GET', '/orders')).status).toBe(503)
    expect((await call('GET', '/health')).status).toBe(200)
    const refused = await call('PUT', '/control', { capacity: 0 })
    expect(refused.status).toBe(400)
    expect(refused.body.error).toMatch(/^capacity:/)
    expect((await call('GET', '/control')).body.errorRate).toBe(1)
  })

  it('works on no more than its capacity at once', async () => {
    target = await startDemoTarget({
      port: 0,
      behaviour: { ...QUICK, latency: { kind: 'constant', ms: 40 }, capacity: 2 },
    })
    const begun = performance.now()
    await Promise.all(Array.from({ length: 6 }, () => call('GET', '/orders')))
    expect(performance.now() - begun).toBeGreaterThan(115)
  })

  it('ends when its parent goes', async () => {
    const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), ['--port', '0'], {
      stdio: 'ignore',
      execArgv: [],
    })
    await new Promise((resolve) => child.once('message', resolve))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.disconnect()
    expect(await ended).toBe(0)
  })
})

describe('a stall', () => {
  it('is the last part of every period', () => {
    const gate = new Gate({ ...QUICK, stall: { forMs: 200, everyMs: 2000 } }, 0)
    expect([0, 1799, 1800, 1999, 2000, 3900].map((at) => gate.stallLeftMs(at))).toEqual([0, 0, 200, 1, 0, 100])
  })
})

describe('flags', () => {
  it('read every kind of latency, stalls, capacity and errors', () => {
    const args = [
      '--port',
      '4300',
      '--latency',
      'mix:95%=10ms,5%=0.2s',
      '--stall',
      '200ms/2s',
      '--capacity',
      '5',
      '--error-rate',
      '1%',
    ]
    expect(parseFlags(args)).toEqual({
      port: 4300,
      host: '127.0.0.1',
      behaviour: {
        latency: {
          kind: 'mix',
          parts: [
            { share: 0.95, ms: 10 },
            { share: 0.05, ms: 200 },
          ],
        },
        stall: { forMs: 200, everyMs: 2000 },
        capacity: 5,
        errorRate: 0.01,
      },
    })
    expect(parseFlags(['--latency', '20ms']).behaviour.latency).toEqual({ kind: 'constant', ms: 20 })
    expect(parseFlags(['--latency', 'lognormal:30ms,0.5']).behaviour.latency).toEqual({
      kind: 'lognormal',
      medianMs: 30,
      sigma: 0.5,
    })
  })

  it('show a correct example when one cannot be read', () => {
    expect(() => parseFlags(['--latency', 'slow'])).toThrow(/--latency 20ms/)
    expect(() => parseFlags(['--latency', 'mix:50%=1ms'])).toThrow(/sum to 1/)
    expect(() => parseFlags(['--stall', '200ms'])).toThrow(/--stall 200ms\/2s/)
  })
})

describe('latencies and orders', () => {
  it('follow the distribution asked for', () => {
    let seed = 1
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    const mix = {
      kind: 'mix',
      parts: [
        { share: 0.9, ms: 1 },
        { share: 0.1, ms: 5 },
      ],
    } as const
    const samples = Array.from({ length: 10_000 }, () => sampleLatencyMs({ ...mix, parts: [...mix.parts] }, random))
    expect(samples.filter((ms) => ms === 5).length / 10_000).toBeCloseTo(0.1, 1)
    const normal = Array.from({ length: 10_001 }, () =>
      sampleLatencyMs({ kind: 'lognormal', medianMs: 20, sigma: 0.5 }, random),
    )
    expect(Math.abs(normal.toSorted((a, b) => a - b)[5000]! - 20)).toBeLessThan(1)
  })

  it('are bounded', () => {
    const orders = new Orders(3)
    const first = orders.create({})
    for (let i = 0; i < 3; i++) orders.create({})
    expect([orders.size, orders.find(first.id)]).toEqual([3, null])
  })
})
