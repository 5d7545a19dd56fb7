import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { Counts } from '#lib/runs/bucket.ts'
import { CLIENT, hold, inputOf, load, once, operation, planOf } from './plan-fixture.ts'
import { bySecond, endsOf, type Ran, runPlan, serve, type TestServer } from './run-fixture.ts'

// Each run starts threads of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** A server that answers after `delayMs` and remembers what it got. */
async function remembering(
  delayMs = 0,
): Promise<{ urls: string[]; bodies: string[]; headers: string[]; most: () => number }> {
  const seen = { urls: [] as string[], bodies: [] as string[], headers: [] as string[], most: () => most }
  let working = 0
  let most = 0
  server = await serve((request, response) => {
    most = Math.max(most, ++working)
    seen.urls.push(`${request.method} ${request.url}`)
    seen.headers.push(
      `${request.headers['user-agent']} ${request.headers['x-headroom-run']} ${request.headers.authorization}`,
    )
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      seen.bodies.push(body)
      const answer = () => {
        working--
        response.end(JSON.stringify({ id: `o-${seen.urls.length}` }))
      }
      if (delayMs > 0) setTimeout(answer, delayMs)
      else answer()
    })
  })
  return seen
}

/** What a pause of this machine drops is on its own account: of up to three runs the one with the fewest such drops. */
async function quietest(plan: CompiledPlan): Promise<Ran> {
  const ownDrops = (ran: Ran) => ran.counts('x').droppedGenerator
  let best = await runPlan(plan)
  for (let again = 0; again < 2 && ownDrops(best) > 0; again++) {
    const ran = await runPlan(plan)
    if (ownDrops(ran) < ownDrops(best)) best = ran
  }
  return best
}

function expectConserved(rows: Parameters<typeof bySecond>[0], key: string): void {
  const sums = { offered: 0, sent: 0, dropped: 0 }
  for (const second of bySecond(rows, key)) {
    sums.offered += second.offered
    sums.sent += second.sent
    sums.dropped += second.droppedTarget + second.droppedGenerator
    // What is neither sent nor dropped is waiting, and nothing is sent before it was offered.
    expect(sums.offered - sums.sent - sums.dropped).toBeGreaterThanOrEqual(0)
  }
}

const ends = ({ offered, sent }: Counts) => ({ offered, sent })

describe('the open model', () => {
  it('offers exactly the schedule, second by second, and says who it is', async () => {
    const seen = await remembering()
    const ramp = [
      { key: 'up', phase: 'ramp-up' as const, startMs: 0, durationMs: 1000, from: 0, to: 200 },
      { key: 'hold', phase: 'steady' as const, startMs: 1000, durationMs: 1000, from: 200, to: 200 },
    ]
    const plan = planOf(
      server!.url,
      [operation('x', { headers: { Authorization: 'Bearer {{ secret.KEY }}' } })],
      load('rate', ramp),
    )
    const ran = await runPlan(plan, { secrets: { KEY: 'abc' } })
    expect(bySecond(ran.rows, 'x').map(({ offered }) => offered)).toEqual([100, 200])
    expect(ends(ran.counts('x'))).toEqual({ offered: 300, sent: 300 })
    expect(seen.urls).toHaveLength(300)
    expect(new Set(seen.headers)).toEqual(
      new Set([expect.stringMatching(/^headroom\/\S+ 0{8}-0000-7000-8000-0{11}1 Bearer abc$/)]),
    )
    expect(ran.outcome).toMatchObject({ reason: 'completed', message: null })
    expect(Math.abs(ran.outcome.durationMs - 2000)).toBeLessThan(100)
    expectConserved(ran.rows, 'x')
  })

  it('drops and counts what does not fit in flight, on the account of the target', async () => {
    const seen = await remembering(400)
    const plan = planOf(server!.url, [operation('x')], load('rate', hold(1000, 100), { maxInFlight: 20 }))
    const ran = await quietest(plan)
    const counts = ran.counts('x')
    expect(counts.offered).toBe(100)
    // 20 at once, 400 ms each: three waves in a second.
    expect(counts.ok).toBeGreaterThanOrEqual(40)
    expect(counts.ok).toBeLessThanOrEqual(60)
    expect(counts.droppedTarget + counts.droppedGenerator).toBe(100 - counts.ok)
    expect(counts.droppedTarget).toBeGreaterThanOrEqual(38)
    expect(seen.most()).toBeLessThanOrEqual(20)
    expect(endsOf(counts)).toBe(100)
    expectConserved(ran.rows, 'x')
  })

  it('keeps to the connections the plan allows, and the wait stands in the response time only', async () => {
    const seen = await remembering(50)
    const client = { ...CLIENT, connections: 2 }
    const ran = await runPlan(planOf(server!.url, [operation('x')], load('rate', hold(500, 80)), { client }))
    const window = ran.window('x')
    expect([window.counts.ok, seen.most()]).toEqual([40, 2])
    expect(window.okResponse.quantile(1)!).toBeGreaterThan(300_000)
    expect(window.okService.quantile(0.5)!).toBeLessThan(120_000)
    expect(ran.generator.reduce((sum, second) => sum + second.waitedForConnection, 0)).toBeGreaterThan(20)
    expectConserved(ran.rows, 'x')
  })
})

describe('the closed model', () => {
  it('has as many users as planned, thinking in between', async () => {
    const seen = await remembering(20)
    const thinkTime = { kind: 'constant', ms: 80 } as const
    const plan = planOf(server!.url, [operation('x')], load('users', hold(2000, 10), { thinkTime }))
    const ran = await runPlan(plan)
    // Little: 10 users / (about 21 ms + 80 ms) for 2 s ≈ 198.
    expect(ran.counts('x').ok).toBeGreaterThan(150)
    expect(ran.counts('x').ok).toBeLessThanOrEqual(205)
    expect(seen.most()).toBeLessThanOrEqual(10)
    expect(ran.generator[0]!.users).toBe(10)
    expect(endsOf(ran.counts('x'))).toBe(ran.counts('x').offered)
    expectConserved(ran.rows, 'x')
  })

  it('keeps the common rate cap, whose wait comes before the intended start', async () => {
    await remembering(5)
    const ran = await runPlan(
      planOf(server!.url, [operation('x')], load('users', hold(1500, 20), { maxRatePerSecond: 100 })),
    )
    const counts = ran.counts('x')
    expect(counts.ok).toBeGreaterThanOrEqual(145)
    expect(counts.ok).toBeLessThanOrEqual(151)
    expect(ran.window('x').okResponse.quantile(0.5)!).toBeLessThan(60_000)
  })

  it('is not slowed down by a rate cap it does not reach', async () => {
    await remembering()
    const thinkTime = { kind: 'uniform', minMs: 0, maxMs: 1000 } as const
    const run = (maxRatePerSecond: number | null) =>
      runPlan(planOf(server!.url, [operation('x')], load('users', hold(2000, 40), { thinkTime, maxRatePerSecond })))
    const [free, capped] = await Promise.all([run(null), run(200)])
    // 40 users / 0.5 s = 80 a second, and all 40 at once at the start.
    expect(free.counts('x').ok).toBeGreaterThan(140)
    expect(capped.counts('x').ok).toBeGreaterThan(free.counts('x').ok * 0.9)
  })

  it('ends in order when some users never came to their first turn', async () => {
    await remembering()
    const paced = load('users', hold(300, 20), { pacingPerUserPerSecond: 0.5 })
    const capped = load('users', hold(300, 20), { maxRatePerSecond: 10 })
    const ran = await Promise.all(
      [paced, capped].map((profile) => runPlan(planOf(server!.url, [operation('x')], profile))),
    )
    expect(ran.map(({ outcome }) => outcome)).toEqual([
      expect.objectContaining({ reason: 'completed', message: null }),
      expect.objectContaining({ reason: 'completed', message: null }),
    ])
  })

  it('paces users and counts the slots they were too late for', async () => {
    await remembering(150)
    const profile = load('users', hold(1500, 4), { pacingPerUserPerSecond: 10 })
    const counts = (await runPlan(planOf(server!.url, [operation('x')], profile))).counts('x')
    // Each answer takes a slot and a half, so every second slot is missed: 20 a second are done of 40.
    expect(counts.ok / counts.offered).toBeGreaterThan(0.4)
    expect(counts.ok / counts.offered).toBeLessThan(0.65)
    expect(counts.droppedTarget + counts.droppedGenerator).toBe(counts.offered - counts.ok - counts.interrupted)
    expect(counts.droppedTarget).toBeGreaterThan(0)
  })

  it('counts the slots missed to the account of the generator when it is too slow itself', async () => {
    const body = JSON.stringify(Array.from({ length: 8000 }, (_, id) => ({ id, a: { b: id } })))
    server = await serve((_request, response) => response.end(body))
    // Not there: each answer is searched to its end.
    const path = '$..nothing'
    const check = { text: path, subject: { kind: 'body' as const, path }, test: { kind: 'exists' as const } }
    const profile = load('users', hold(1500, 20), { pacingPerUserPerSecond: 20 })
    const counts = (await runPlan(planOf(server.url, [operation('x', { checks: [check] })], profile))).counts('x')
    expect(counts.droppedGenerator).toBeGreaterThan(100)
    expect(counts.droppedTarget).toBeLessThan(counts.droppedGenerator / 4)
  })

  it('begins no iteration after the end, however late the loop comes to see it', async () => {
    // Little to send and much to read: the loop is at it nearly all of the time.
    const body = gzipSync(JSON.stringify(Array.from({ length: 6000 }, (_, id) => ({ id, a: { b: id } }))))
    server = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body))
    const path = '$..b'
    const check = { text: path, subject: { kind: 'body' as const, path }, test: { kind: 'exists' as const } }
    const plan = planOf(server.url, [operation('x', { checks: [check] })], load('users', hold(1000, 10)))
    const { rows } = await runPlan(plan)
    const offered = bySecond(rows, 'x').map((second) => second.offered)
    expect(offered[0]).toBeGreaterThan(9)
    expect(offered.slice(1).reduce((sum, count) => sum + count, 0)).toBe(0)
  })

  it('counts no drops of slots that the plan itself leaves out: for its rate cap, or to think', async () => {
    await remembering()
    const pacing = { pacingPerUserPerSecond: 10 }
    const profiles = [
      load('users', hold(1500, 10), { ...pacing, maxRatePerSecond: 40 }),
      load('users', hold(1500, 10), { ...pacing, thinkTime: { kind: 'constant', ms: 250 } }),
    ]
    const ran = await Promise.all(profiles.map((profile) => runPlan(planOf(server!.url, [operation('x')], profile))))
    const [capped, thinking] = ran.map(({ counts }) => counts('x'))
    // 60 of 150; and three slots from one start to the next.
    expect(capped!.ok).toBeGreaterThanOrEqual(55)
    expect(capped!.droppedTarget + capped!.droppedGenerator).toBeLessThan(20)
    expect(thinking!.ok).toBeGreaterThan(35)
    expect(thinking!.droppedTarget + thinking!.droppedGenerator).toBeLessThan(20)
  })
})

describe('the rate an instance allows', () => {
  const policy = { ...inputOf(planOf('http://x.test', [], load('users', []))).policy, maxRatePerSecond: 100 }

  it('is kept by users whom nothing else slows down', async () => {
    await remembering()
    const profile = load('users', hold(1500, 20))
    const ran = await runPlan(planOf(server!.url, [operation('x')], profile), { policy, threads: 2 })
    const { ok, sent } = ran.counts('x')
    expect(ran.outcome.reason).toBe('completed')
    expect(sent).toBeLessThanOrEqual(160)
    expect(ok).toBeGreaterThan(130)
    // The wait is nobody's.
    expect(ran.window('x').okResponse.quantile(0.5)!).toBeLessThan(60_000)
  })

  it('counts every step of a flow', async () => {
    await remembering()
    const flows = [{ key: 'three', name: 'Three', steps: [1, 2, 3].map(() => ({ operation: 'x' })) }]
    const mix = [{ kind: 'flow' as const, key: 'three', weight: 1 }]
    const plan = planOf(server!.url, [operation('x')], load('rate', hold(1000, 50)), { flows }, { mix })
    const { outcome } = await runPlan(plan, { policy })
    expect(outcome).toMatchObject({ reason: 'failed', isRefused: true })
    expect(outcome.message).toMatch(/asks for 150 requests\/s; at most 100\/s are allowed here/)
  })
})

describe('a flow', () => {
  const create = operation('create', {
    method: 'POST',
    path: '/orders',
    body: { kind: 'json', template: '{"name":"Item {{ user }}-{{ iteration }}"}' },
    extract: { orderId: { from: 'body', path: '$.id' } },
  })
  const read = operation('read', { path: '/orders/{{ orderId }}' })
  const flows = [
    {
      key: 'crud',
      name: 'Crud',
      steps: [{ operation: 'create' }, { thinkMs: { kind: 'constant' as const, ms: 50 } }, { operation: 'read' }],
    },
  ]
  const mix = [{ kind: 'flow' as const, key: 'crud', weight: 1 }]

  it('hands extracted values on, and its time leaves pauses out', async () => {
    const seen = await remembering()
    const ran = await runPlan(planOf(server!.url, [create, read], load('rate', hold(400, 50)), { flows }, { mix }))
    expect([ran.counts('create').ok, ran.counts('read').ok, ran.counts('crud').ok]).toEqual([20, 20, 20])
    expect(seen.bodies.filter(Boolean).map((body) => JSON.parse(body).name)).toContain('Item 19-0')
    expect(seen.urls.filter((url) => /^GET \/orders\/o-\d+$/.test(url))).toHaveLength(20)
    expect(ran.window('crud').okResponse.quantile(0)!).toBeLessThan(50_000)
    expect(ran.counts('*').offered).toBe(40)
  })

  it('stops at its first failed step and counts the rest as skipped', async () => {
    server = await serve((_request, response) => response.writeHead(500).end())
    const ran = await runPlan(planOf(server.url, [create, read], load('rate', hold(400, 50)), { flows }, { mix }))
    expect([ran.counts('crud').failed, ran.counts('read').skipped, ran.counts('read').offered]).toEqual([20, 20, 0])
  })

  it('fails its step when a value it needs was never given', async () => {
    await remembering()
    const both = [
      operation('read', { path: '/o/{{ orderId }}' }),
      { ...create, extract: { orderId: { from: 'body' as const, path: '$.nothing' } } },
    ]
    const ran = await runPlan(planOf(server!.url, both, load('rate', hold(400, 50))))
    expect(ran.counts('create').errors).toEqual({ check: ran.counts('create').offered })
    expect(ran.counts('read').errors).toEqual({ check: ran.counts('read').offered })
    expect(ran.counts('*').failed).toBe(20)
    expect(endsOf(ran.counts('read'))).toBe(ran.counts('read').offered)
  })
})

describe('setup and teardown', () => {
  it('run once around the load, outside of every series, and share what they extract', async () => {
    const seen = await remembering()
    const login = operation('login', {
      method: 'POST',
      path: '/login',
      extract: { token: { from: 'body', path: '$.id' } },
    })
    const x = operation('x', { headers: { authorization: 'Bearer {{ token }}' } })
    const plan = planOf(server!.url, [x, login], load('rate', hold(300, 30)), {
      setup: [once('login')],
      teardown: [once('login')],
    })
    plan.scenarios[0]!.mix = [{ kind: 'operation', key: 'x', weight: 1 }]
    const ran = await runPlan(plan)
    expect(seen.urls.filter((url) => url === 'POST /login')).toHaveLength(2)
    expect([seen.urls[0], seen.urls.at(-1)]).toEqual(['POST /login', 'POST /login'])
    expect(seen.headers.filter((header) => header.endsWith('Bearer o-1'))).toHaveLength(9)
    expect(ran.counts('*').offered).toBe(9)
  })

  it('keep the run from starting when they fail', async () => {
    server = await serve((_request, response) => response.writeHead(500).end())
    const plan = planOf(server.url, [operation('x')], load('rate', hold(300, 30)), { setup: [once('x')] })
    const ran = await runPlan(plan)
    expect(ran.outcome).toMatchObject({ reason: 'failed', message: expect.stringMatching(/setup operation x failed/) })
    expect(ran.rows).toEqual([])
  })
})
