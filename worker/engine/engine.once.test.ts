import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { instancePolicy } from '#lib/access/target-policy.ts'
import { Random } from '#lib/load/random.ts'
import type { CompiledPlan, OnceStep } from '#lib/plans/compiled.ts'
import type { OnceProgress } from './engine.ts'
import { compileEnginePlan } from './engine-plan.ts'
import { Executor } from './executor.ts'
import { HttpDoor } from './http-client.ts'
import { Once } from './once.ts'
import { hold, inputOf, load, once, operation, planOf } from './plan-fixture.ts'
import { runPlan, serve, type TestServer } from './run-fixture.ts'
import { startEngine } from './start.ts'

vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

interface Seen {
  urls: string[]
  most: () => number
}

/** Answers with the status that is given for an address; null never answers. */
async function answering(statusOf: (url: string) => number | null = () => 200, delayMs = 0): Promise<Seen> {
  const urls: string[] = []
  let working = 0
  let most = 0
  server = await serve((request, response) => {
    urls.push(request.url!)
    most = Math.max(most, ++working)
    const status = statusOf(request.url!)
    if (status === null) return
    setTimeout(() => {
      working--
      response.writeHead(status).end('{}')
    }, delayMs)
  })
  return { urls, most: () => most }
}

const record = operation('record', { path: '/record/{{ iteration }}' })
const clean = operation('clean')
const read = operation('read')
const preload = (times: number, atOnce: number): OnceStep => ({ operation: 'record', times, atOnce })

function planWith(part: Partial<CompiledPlan>, seconds = 0.2): CompiledPlan {
  const plan = planOf(server!.url, [read, record, clean], load('rate', hold(seconds * 1000, 50)), part)
  plan.scenarios[0]!.mix = [{ kind: 'operation', key: 'read', weight: 1 }]
  return plan
}

describe('a preload', () => {
  it('sends every record once, so many at a time, tells how far it is, and stays out of the results', async () => {
    const { urls, most } = await answering(undefined, 2)
    const told: OnceProgress[] = []
    const rows: string[] = []
    const plan = planWith({ setup: [preload(500, 20), once('clean')] })
    const engine = startEngine(
      inputOf(plan, { threads: 2 }),
      ({ buckets }) => void rows.push(...buckets.map(({ series }) => series.key)),
      (progress) => void told.push(progress),
    )
    expect(await engine.finished).toMatchObject({ reason: 'completed', message: null })
    const records = urls.filter((url) => url.startsWith('/record/'))
    expect(new Set(records).size).toBe(500)
    expect(records).toHaveLength(500)
    expect(most()).toBe(20)
    expect(urls.indexOf('/clean')).toBe(500)
    expect(told[0]).toEqual({ name: 'setup', operation: 'record', done: 0, of: 500 })
    expect(told).toContainEqual({ name: 'setup', operation: 'record', done: 500, of: 500 })
    expect(told.at(-1)).toEqual({ name: 'setup', operation: 'clean', done: 1, of: 1 })
    expect(told.length).toBeLessThan(20)
    expect(new Set(rows)).toEqual(new Set(['read', '*']))
  })

  it('makes up its values by the seed of the run, and others than teardown', async () => {
    const { urls } = await answering()
    const made = [operation('made', { path: '/made/{{ uuid }}' })]
    const runWith = async (seed: number) => {
      const plan = planWith({ setup: [{ operation: 'made', times: 3, atOnce: 1 }], teardown: [once('made')] })
      plan.operations.push(...made)
      urls.length = 0
      await runPlan(plan, { seed })
      return urls.filter((url) => url.startsWith('/made/'))
    }
    const [first, again, other] = [await runWith(7), await runWith(7), await runWith(8)]
    expect(again).toEqual(first)
    expect(new Set([...first, ...other]).size).toBe(8)
  })

  it('keeps the run from starting when a record fails, and says which', async () => {
    const { urls } = await answering((url) => (url === '/record/30' ? 500 : 200))
    const { outcome, rows } = await runPlan(planWith({ setup: [preload(100, 1)], teardown: [once('clean')] }))
    expect(outcome).toMatchObject({ reason: 'failed', isRefused: true })
    expect(outcome.message).toBe(
      'The setup operation record failed at record 31 of 100, after 30 were done, so the run did not start. Answered 500.',
    )
    expect(urls).toHaveLength(32)
    // What the 30 have left behind is not left to somebody else.
    expect(urls.at(-1)).toBe('/clean')
    expect(rows).toEqual([])
  })

  it('that fails at its first record, or is refused by a teardown too, is told as it was', async () => {
    const { urls } = await answering((url) => (url === '/record/0' || url === '/clean' ? 500 : 200))
    const plan = planWith({ setup: [preload(3, 1)], teardown: [once('clean')] })
    await runPlan(plan)
    expect(urls).toEqual(['/record/0'])
    urls.length = 0
    const { outcome } = await runPlan(planWith({ setup: [once('read'), preload(3, 1)], teardown: [once('clean')] }))
    expect(urls).toEqual(['/read', '/record/0', '/clean'])
    expect(outcome).toMatchObject({ reason: 'failed', isRefused: true })
    expect(outcome.message).toMatch(
      /record failed at record 1 of 3.* The teardown operation clean failed\. Answered 500\./,
    )
  })

  it('that fails is told without what a sample hides', async () => {
    await answering()
    const check = 'body $.pan contains 4111 1111 1111 1111'
    const subject = { kind: 'body', path: '$.pan' } as const
    const paid = operation('paid', { checks: [{ text: check, subject, test: { kind: 'exists' } }] })
    const plan = planWith({ setup: [once('paid')] })
    plan.operations.push(paid)
    const { outcome } = await runPlan(plan)
    expect(outcome.message).toMatch(/the check "body \$\.pan contains •••1111" does not hold/)
  })
})

describe('teardown', () => {
  it.each(['stopped', 'aborted'] as const)('follows a run that is %s', async (reason) => {
    const { urls } = await answering()
    const ran = await runPlan(planWith({ teardown: [once('clean')] }, 30), { threads: 2 }, async (engine) => {
      await delay(300)
      engine.stop(reason, 'Enough.')
    })
    expect(ran.outcome).toMatchObject({ reason, message: 'Enough.' })
    expect([urls.filter((url) => url === '/clean').length, urls.at(-1)]).toEqual([1, '/clean'])
  })

  it('follows a setup that is stopped before the load', async () => {
    const { urls } = await answering(undefined, 20)
    const plan = planWith({ setup: [preload(10_000, 2)], teardown: [once('clean')] })
    const begun = Promise.withResolvers<void>()
    const engine = startEngine(
      inputOf(plan, { threads: 2 }),
      () => {},
      ({ done }) => done > 2 && begun.resolve(),
    )
    await begun.promise
    engine.stop('stopped', 'Not now.')
    expect(await engine.finished).toMatchObject({ reason: 'stopped', message: 'Not now.', durationMs: 0 })
    expect(await engine.started).toBeNull()
    expect(urls.length).toBeLessThan(200)
    expect(urls.at(-1)).toBe('/clean')
  })

  it('is left out when the kill switch asks for it, even in the middle', async () => {
    const { urls } = await answering((url) => (url === '/clean' ? null : 200))
    const killed = await runPlan(planWith({ teardown: [once('clean')] }, 30), {}, (engine) =>
      engine.stop('aborted', 'Kill switch.', 0),
    )
    expect(killed.outcome).toMatchObject({ reason: 'aborted', message: 'Kill switch.' })
    expect(urls).not.toContain('/clean')
    const begun = performance.now()
    const cut = await runPlan(planWith({ teardown: [once('clean')] }), {}, async (engine) => {
      while (!urls.includes('/clean')) await delay(20)
      engine.stop('aborted', 'Kill switch.', 0)
    })
    expect(performance.now() - begun).toBeLessThan(4000)
    expect(cut.outcome).toMatchObject({ reason: 'completed', message: 'The teardown was cut short.' })
    expect(cut.counts('read').ok).toBe(10)
  })

  it('under way has fifteen seconds more when the run is stopped', async () => {
    const { urls } = await answering((url) => (url === '/clean' ? null : 200))
    const ran = await runPlan(planWith({ teardown: [once('clean')] }), {}, async (engine) => {
      while (!urls.includes('/clean')) await delay(20)
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      engine.stop('stopped', 'Enough.')
      vi.advanceTimersByTime(15_000)
      vi.useRealTimers()
    })
    expect(ran.outcome).toMatchObject({
      reason: 'completed',
      message: 'The teardown was cut short 15 s after the run was stopped.',
    })
  })

  it('that fails is told, and the run counts as it was', async () => {
    await answering((url) => (url === '/clean' ? 503 : 200))
    const ran = await runPlan(planWith({ teardown: [once('clean')] }))
    expect(ran.outcome).toMatchObject({
      reason: 'completed',
      message: 'The teardown operation clean failed. Answered 503.',
    })
    expect(ran.counts('read').ok).toBe(10)
  })

  it('fails, and no more than that, when a request of it cannot be made', async () => {
    await answering()
    const plan = compileEnginePlan(inputOf(planWith({ teardown: [once('record'), once('clean')] })))
    const render = () => {
      throw new URIError('URI malformed')
    }
    plan.teardown[1]!.operation.path = { constant: null, render }
    const door = new HttpDoor({ policy: instancePolicy([]), connectTimeoutMs: 1000, connections: null })
    const teardown = new Once({
      name: 'teardown',
      steps: plan.teardown,
      shared: [],
      random: new Random(1),
      makeExecutor: (recorder, due, now) => new Executor({ now, recorder, door, due, isPoolCapped: false }),
      onProgress: () => {},
      withinMs: 500,
    })
    expect(await teardown.run()).toBe('The teardown operation clean failed. Not sent: URI malformed')
    await door.close()
  })

  it('has no more time than is given to it', async () => {
    await answering((url) => (url === '/record/3' ? null : 200))
    const plan = compileEnginePlan(inputOf(planWith({ teardown: [preload(5, 1)] })))
    const door = new HttpDoor({ policy: instancePolicy([]), connectTimeoutMs: 1000, connections: null })
    const teardown = new Once({
      name: 'teardown',
      steps: plan.teardown,
      shared: [],
      random: new Random(1),
      makeExecutor: (recorder, due, now) => new Executor({ now, recorder, door, due, isPoolCapped: false }),
      onProgress: () => {},
      withinMs: 300,
    })
    expect(await teardown.run()).toBe(
      'The teardown was not over within 0.3 s: it ended in operation record, 3 of 5 done.',
    )
    await door.close()
  })
})
