import { afterEach, describe, expect, it, vi } from 'vitest'
import { RESOLUTIONS } from '#lib/runs/bucket.ts'
import { shownQuantile } from '#lib/runs/window.ts'
import { CLIENT, hold, inputOf, load, once, operation, planOf } from './plan-fixture.ts'
import { bySecond, endsOf, type Ran, runPlan, serve, type TestServer } from './run-fixture.ts'
import { startEngine } from './start.ts'

vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** Answers at once, and remembers who asked for what. */
async function remembering(delayMs = 0): Promise<{ urls: string[]; most: () => number }> {
  const urls: string[] = []
  let working = 0
  let most = 0
  server = await serve((request, response) => {
    urls.push(request.url!)
    most = Math.max(most, ++working)
    setTimeout(() => {
      working--
      response.end('{}')
    }, delayMs)
  })
  return { urls, most: () => most }
}

const numbersOf = (urls: string[]) => urls.map((url) => Number(url.split('/').at(-1))).sort((a, b) => a - b)
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number)
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
const NUMBERED = operation('x', { path: '/x/{{ user }}' })

describe('several threads', () => {
  it('send the open load together: every arrival once, every second as planned, one row for each', async () => {
    const { urls } = await remembering()
    const stages = [
      { key: 'up', phase: 'ramp-up' as const, startMs: 0, durationMs: 1000, from: 0, to: 200 },
      { key: 'hold', phase: 'steady' as const, startMs: 1000, durationMs: 1000, from: 200, to: 200 },
    ]
    const ran = await runPlan(planOf(server!.url, [NUMBERED], load('rate', stages)), { threads: 3 })
    expect(numbersOf(urls)).toEqual(upTo(300))
    expect(bySecond(ran.rows, 'x').map(({ offered }) => offered)).toEqual([100, 200])
    expect(ran.rows.filter(({ resolution, series }) => resolution === 1 && series.key === '*')).toHaveLength(
      ran.generator.length,
    )
    expect(new Set(ran.rows.map(({ resolution }) => resolution))).toEqual(new Set(RESOLUTIONS))
    expect(ran.window('x').okResponse.count).toBe(300)
    expect(ran.generator.map(({ second, offered }) => [second, offered]).slice(0, 2)).toEqual([
      [0, 100],
      [1, 200],
    ])
    expect(shownQuantile(ran.window('x'), 1)! / 1000).toBeLessThan(1000)
    expect(ran.outcome).toMatchObject({ reason: 'completed', message: null })
  })

  it('share the users, and leave nobody out', async () => {
    const { urls, most } = await remembering(20)
    const thinkTime = { kind: 'constant', ms: 60 } as const
    const ran = await runPlan(planOf(server!.url, [NUMBERED], load('users', hold(1000, 11), { thinkTime })), {
      threads: 2,
    })
    expect([...new Set(numbersOf(urls))]).toEqual(upTo(11))
    expect(ran.generator[0]!.users).toBe(11)
    expect(most()).toBeLessThanOrEqual(11)
    expect(endsOf(ran.counts('x'))).toBe(ran.counts('x').offered)
  })

  it('keep the caps of the plan together', async () => {
    const { most } = await remembering(100)
    const client = { ...CLIENT, connections: 3 }
    const plan = planOf(server!.url, [operation('x')], load('rate', hold(600, 100), { maxInFlight: 7 }), { client })
    const counts = (await runPlan(plan, { threads: 2 })).counts('x')
    expect(most()).toBe(3)
    expect(counts.offered).toBe(60)
    expect(counts.droppedTarget + counts.droppedGenerator).toBeGreaterThan(20)
    expect(endsOf(counts)).toBe(60)
  })

  it('set up once, and all of them have what it gave', async () => {
    const { urls } = await remembering()
    const login = operation('login', { extract: { token: { from: 'header', name: 'date' } } })
    const x = operation('x', { path: '/x?{{ token }}' })
    const plan = planOf(server!.url, [x, login], load('rate', hold(300, 100)), {
      setup: [once('login')],
      teardown: [once('login')],
    })
    plan.scenarios[0]!.mix = [{ kind: 'operation', key: 'x', weight: 1 }]
    const ran = await runPlan(plan, { threads: 3 })
    expect(urls.filter((url) => url === '/login')).toHaveLength(2)
    expect([urls[0], urls.at(-1)]).toEqual(['/login', '/login'])
    expect(new Set(urls.slice(1, -1)).size).toBe(1)
    expect(ran.counts('x').ok).toBe(30)
  })

  it('renew a token by one login for all, where each login ends the token before it', async () => {
    let logins = 0
    let lastMs = 0
    server = await serve((request, response) => {
      if (request.url === '/login') {
        lastMs = performance.now()
        return void response.end(JSON.stringify({ token: `t-${++logins}` }))
      }
      const isGood = request.headers.authorization === `Bearer t-${logins}` && performance.now() - lastMs < 400
      response.writeHead(isGood ? 200 : 401).end()
    })
    const read = operation('read', { headers: { authorization: 'Bearer {{ token }}' } })
    const login = operation('login', { extract: { token: { from: 'body', path: '$.token' } } })
    const plan = planOf(server.url, [read, login], load('rate', hold(1500, 100)), {
      setup: [once('login')],
      auth: { login: 'login', refreshOn: [401] },
    })
    plan.scenarios[0]!.mix = [{ kind: 'operation', key: 'read', weight: 1 }]
    const counts = (await runPlan(plan, { threads: 3 })).counts('read')
    expect(counts).toMatchObject({ offered: 150, ok: 150, failed: 0 })
    expect(logins).toBeGreaterThanOrEqual(4)
    expect(logins).toBeLessThanOrEqual(7)
  })

  it('stop together', async () => {
    await remembering()
    const ran = await runPlan(
      planOf(server!.url, [operation('x')], load('rate', hold(20_000, 100))),
      { threads: 2 },
      (engine) => new Promise((resolve) => setTimeout(() => resolve(engine.stop('stopped', null)), 500)),
    )
    expect(ran.outcome.reason).toBe('stopped')
    expect(ran.outcome.durationMs).toBeLessThan(3000)
    expect(endsOf(ran.counts('x'))).toBe(ran.counts('x').offered)
  })
})

describe('several shards', () => {
  const shards = (run: (index: number) => Promise<Ran>) => Promise.all([run(0), run(1)])

  it('share an open load by their shares, and a closed one too', async () => {
    const { urls } = await remembering()
    const shares = [0.7, 0.3]
    const rate = planOf(server!.url, [NUMBERED], load('rate', hold(1000, 100)))
    const offered = [0, 0]
    const engines = [0, 1].map((index) =>
      startEngine(
        inputOf(rate, { shard: { index, count: 2, shares }, threads: 2, waitsForGo: true }),
        ({ generator }) => {
          for (const second of generator) offered[index]! += second.offered
        },
      ),
    )
    await Promise.all(engines.map(({ prepared }) => prepared))
    expect(urls).toEqual([])
    const startAt = new Date(Date.now() + 300)
    for (const engine of engines) engine.go(startAt)
    const outcomes = await Promise.all(engines.map(({ finished }) => finished))
    expect(outcomes.map(({ startedAt }) => startedAt)).toEqual([startAt, startAt])
    expect(offered).toEqual([70, 30])
    expect(numbersOf(urls)).toEqual(upTo(100))
    const users = planOf(server!.url, [NUMBERED], load('users', hold(500, 10), { pacingPerUserPerSecond: 10 }))
    const closed = await shards((index) => runPlan(users, { shard: { index, count: 2, shares } }))
    expect(closed.map(({ generator }) => generator[0]!.users)).toEqual([7, 3])
  })

  it('are handed what was set up elsewhere, and neither set up nor tear down', async () => {
    const { urls } = await remembering()
    const login = operation('login', { extract: { token: { from: 'header', name: 'date' } } })
    const x = operation('x', { path: '/x/{{ token }}' })
    const plan = planOf(server!.url, [x, login], load('rate', hold(200, 50)), {
      setup: [once('login')],
      teardown: [once('login')],
    })
    plan.scenarios[0]!.mix = [{ kind: 'operation', key: 'x', weight: 1 }]
    await runPlan(plan, { sharedValues: { token: 'abc' }, threads: 2 })
    expect(new Set(urls)).toEqual(new Set(['/x/abc']))
  })
})

describe('a number of iterations', () => {
  it('ends an open load exactly', async () => {
    const { urls } = await remembering()
    const profile = load('rate', hold(30_000, 400), { iterations: 101 })
    const ran = await runPlan(planOf(server!.url, [NUMBERED], profile), { threads: 3 })
    expect(numbersOf(urls)).toEqual(upTo(101))
    expect(ran.outcome.reason).toBe('completed')
    expect(ran.outcome.durationMs).toBeLessThan(3000)
  })

  it('ends a closed load exactly, when the last one is over', async () => {
    const { urls } = await remembering(20)
    const profile = load('users', hold(30_000, 5), { iterations: 32 })
    const ran = await runPlan(planOf(server!.url, [NUMBERED], profile), { threads: 2 })
    expect(urls).toHaveLength(32)
    expect(ran.counts('x')).toMatchObject({ offered: 32, ok: 32, interrupted: 0 })
    expect(ran.outcome.durationMs).toBeGreaterThan(120)
    expect(ran.outcome.durationMs).toBeLessThan(3000)
  })

  it('is split over shards by their users', async () => {
    const { urls } = await remembering(5)
    const plan = planOf(server!.url, [NUMBERED], load('users', hold(30_000, 4), { iterations: 21 }))
    const part = (index: number) => runPlan(plan, { shard: { index, count: 2, shares: [3, 1] }, threads: 2 })
    const [first, second] = await Promise.all([part(0), part(1)])
    expect(sum([first, second].map((ran) => ran.counts('x').ok))).toBe(21)
    expect(second.counts('x').ok).toBe(5)
    expect(urls).toHaveLength(21)
  })
})
