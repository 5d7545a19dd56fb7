import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { parseCriterion } from '#lib/plans/criterion-parser.ts'
import { CLIENT, hold, load, operation, planOf } from './plan-fixture.ts'
import { endsOf, runPlan, serve, type TestServer } from './run-fixture.ts'

// Each run starts threads of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

describe('stopping', () => {
  it('sends nothing more, lets answers come within the grace, and interrupts the rest', async () => {
    const arrivals: number[] = []
    server = await serve((request, response) => {
      arrivals.push(performance.now())
      if (request.url === '/quick') setTimeout(() => response.end(), 100)
    })
    const plan = planOf(server.url, [operation('quick'), operation('never')], load('rate', hold(30_000, 100)))
    let stoppedAt = 0
    const ran = await runPlan(plan, {}, async (engine) => {
      await delay(800)
      stoppedAt = performance.now()
      engine.stop('stopped', 'Stopped by Ada.', 400)
    })
    const endedAt = performance.now()
    expect(ran.outcome).toMatchObject({ reason: 'stopped', message: 'Stopped by Ada.' })
    expect(arrivals.filter((at) => at > stoppedAt + 300)).toEqual([])
    expect(endedAt - stoppedAt).toBeLessThan(2000)
    expect(ran.counts('quick')).toMatchObject({ failed: 0, errors: {} })
    expect(ran.counts('quick').interrupted).toBe(0)
    expect(ran.counts('never').interrupted).toBe(ran.counts('never').offered)
    expect(endsOf(ran.counts('*'))).toBe(ran.counts('*').offered)
    expect(ran.outcome.durationMs).toBeLessThan(1500)
  })

  it('sends nothing of what waits for a connection', async () => {
    const arrivals: number[] = []
    server = await serve((_request, response) => {
      arrivals.push(performance.now())
      setTimeout(() => response.end(), 50)
    })
    const client = { ...CLIENT, connections: 4 }
    const plan = planOf(server.url, [operation('x')], load('rate', hold(10_000, 400)), { client })
    let stoppedAt = 0
    const ran = await runPlan(plan, {}, async (engine) => {
      await delay(1000)
      stoppedAt = performance.now()
      engine.stop('stopped', null)
    })
    // 4 / 50 ms = 80 a second of 400 are sent; a queue of some 300 stands at the end.
    expect(arrivals.filter((at) => at > stoppedAt + 1000)).toEqual([])
    const counts = ran.counts('x')
    expect(counts.interrupted).toBeGreaterThan(100)
    expect(arrivals).toHaveLength(counts.ok)
    expect(endsOf(counts)).toBe(counts.offered)
  })

  it('interrupts what would have to follow a redirect, and does not take the redirect for the answer', async () => {
    let followed = 0
    server = await serve((request, response) => {
      if (request.url === '/x') setTimeout(() => response.writeHead(302, { location: '/y' }).end(), 400)
      else response.end(`${++followed}`)
    })
    const plan = planOf(server.url, [operation('x', { redirects: 'follow' })], load('rate', hold(10_000, 50)))
    const { counts } = await runPlan(plan, {}, async (engine) => {
      await delay(1000)
      engine.stop('stopped', null)
    })
    expect(counts('x')).toMatchObject({ failed: 0, ok: followed })
    expect(counts('x').interrupted).toBeGreaterThan(5)
    expect(endsOf(counts('x'))).toBe(counts('x').offered)
  })

  it('ends a closed model whose users think for long at once', async () => {
    server = await serve((_request, response) => response.end())
    const thinkTime = { kind: 'constant', ms: 20_000 } as const
    const begun = performance.now()
    const ran = await runPlan(
      planOf(server.url, [operation('x')], load('users', hold(60_000, 50), { thinkTime })),
      {},
      async (engine) => {
        await delay(500)
        engine.stop('aborted', 'Kill switch.')
      },
    )
    expect(performance.now() - begun).toBeLessThan(4000)
    expect(ran.outcome.reason).toBe('aborted')
    expect([ran.counts('x').ok, ran.counts('x').interrupted]).toEqual([50, 0])
  })

  it('before the start leaves nothing behind', async () => {
    server = await serve((_request, response) => response.end())
    const plan = planOf(server.url, [operation('x')], load('rate', hold(1000, 10)))
    const ran = await runPlan(plan, { startAt: new Date(Date.now() + 60_000) }, (engine) =>
      engine.stop('stopped', null),
    )
    expect([ran.outcome.reason, ran.outcome.durationMs, ran.counts('*').offered]).toEqual(['stopped', 0, 0])
  })

  it('happens by itself when a listener cannot take the measurements', async () => {
    server = await serve((_request, response) => response.end())
    const plan = planOf(server.url, [operation('x')], load('rate', hold(20_000, 10)))
    const { startEngine } = await import('./start.ts')
    const { inputOf } = await import('./plan-fixture.ts')
    const outcome = await startEngine(inputOf(plan), () => Promise.reject(new Error('disk full'))).finished
    expect(outcome).toMatchObject({ reason: 'aborted', message: expect.stringMatching(/disk full/) })
    expect(outcome.durationMs).toBeLessThan(5000)
  })

  it('follows a stop rule: an abort, or the planned end of a load that rises until failure', async () => {
    server = await serve((_request, response) => response.writeHead(500).end())
    const parsed = parseCriterion('error_rate > 50% for 1s')
    if (!parsed.ok) throw new Error(parsed.problem.message)
    const { criterion } = parsed
    const stopWhen = [{ kind: 'criterion' as const, criterion, target: 0.5, limit: 0.5 }]
    const run = (untilFailure: boolean) =>
      runPlan(planOf(server!.url, [operation('x')], load('rate', hold(30_000, 50)), {}, { stopWhen, untilFailure }))
    const [aborted, reached] = await Promise.all([run(false), run(true)])
    expect(aborted.outcome).toMatchObject({
      reason: 'aborted',
      message: expect.stringMatching(/error_rate > 50% for 1s/),
    })
    expect(reached.outcome.reason).toBe('completed')
    expect(aborted.outcome.durationMs).toBeLessThan(4000)
  })
})
