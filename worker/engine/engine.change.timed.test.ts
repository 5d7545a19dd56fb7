import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Stage } from '#lib/load/profile.ts'
import { hold, inputOf, load, operation, planOf } from './plan-fixture.ts'
import { bySecond, endsOf, runPlan, serve, type TestServer } from './run-fixture.ts'

vi.setConfig({ testTimeout: 20_000 })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function remembering(delayMs = 0): Promise<{ urls: string[] }> {
  const urls: string[] = []
  server = await serve((request, response) => {
    urls.push(request.url!)
    setTimeout(() => response.end('{}'), delayMs)
  })
  return { urls }
}

const NUMBERED = operation('x', { path: '/x/{{ user }}' })
const numbersOf = (urls: string[]) => urls.map((url) => Number(url.split('/').at(-1))).sort((a, b) => a - b)

describe('a load that is changed while it runs', () => {
  it('has another rate from then on, with no arrival lost or doubled, over all threads', async () => {
    const { urls } = await remembering()
    const ran = await runPlan(
      planOf(server!.url, [NUMBERED], load('rate', hold(3000, 100))),
      { threads: 2 },
      async (engine) => {
        await delay(500)
        engine.changeLoad([{ kind: 'level', atMs: 1000, level: 250 }])
        engine.changeLoad([
          { kind: 'level', atMs: 1000, level: 250 },
          { kind: 'level', atMs: 2000, level: null },
        ])
      },
    )
    expect(bySecond(ran.rows, 'x').map(({ offered }) => offered)).toEqual([100, 250, 100])
    expect(numbersOf(urls)).toEqual(Array.from({ length: 450 }, (_, number) => number))
    expect(ran.outcome.durationMs).toBeGreaterThan(2900)
  })

  it('grows and shrinks its users at once, even those who think for long', async () => {
    await remembering()
    const thinkTime = { kind: 'constant', ms: 600 } as const
    const ran = await runPlan(
      planOf(server!.url, [operation('x')], load('users', hold(3000, 4), { thinkTime })),
      { threads: 2 },
      async (engine) => {
        await delay(300)
        engine.changeLoad([
          { kind: 'level', atMs: 900, level: 10 },
          { kind: 'level', atMs: 1900, level: 2 },
          { kind: 'level', atMs: 2700, level: 5 },
        ])
      },
    )
    expect(ran.generator.map(({ users }) => users)).toEqual([10, 2, 5])
    expect(endsOf(ran.counts('x'))).toBe(ran.counts('x').offered)
    expect(ran.counts('x').interrupted).toBe(0)
    // A user sends about 1.6 requests a second.
    const offered = bySecond(ran.rows, 'x').map((second) => second.offered)
    expect(offered[1]).toBeGreaterThan(10)
    expect(offered[2]).toBeLessThan(11)
  })

  it('lets a user who has to leave end its iteration', async () => {
    await remembering(700)
    const ran = await runPlan(
      planOf(server!.url, [operation('x')], load('users', hold(2000, 6))),
      {},
      async (engine) => {
        await delay(200)
        engine.changeLoad([{ kind: 'level', atMs: 400, level: 0 }])
      },
    )
    expect(ran.counts('x')).toMatchObject({ offered: 6, ok: 6, interrupted: 0 })
    expect(ran.generator.map(({ users }) => users)).toEqual([0, 0])
  })

  it('never goes above what the target policy allows', async () => {
    await remembering()
    const plan = planOf(server!.url, [operation('x')], load('rate', hold(1000, 20)))
    const policy = { ...inputOf(plan).policy, maxRatePerSecond: 60 }
    const ran = await runPlan(plan, { policy }, async (engine) => {
      engine.changeLoad([{ kind: 'level', atMs: 500, level: 100_000 }])
    })
    expect(ran.counts('x').offered).toBe(10 + 30)
  })
})

describe('a wait between two levels', () => {
  const ladder = (waitMs: number): Stage[] => [
    { key: 'one', phase: 'steady', startMs: 0, durationMs: 500, from: 100, to: 100, level: 1 },
    { key: 'wait', phase: 'wait', startMs: 500, durationMs: waitMs, from: 0, to: 0 },
    { key: 'two', phase: 'steady', startMs: 500 + waitMs, durationMs: 500, from: 100, to: 100, level: 2 },
  ]

  it('offers nothing until it is told to go on, and the run is over earlier by what it did not wait', async () => {
    await remembering()
    const ran = await runPlan(
      planOf(server!.url, [operation('x')], load('rate', ladder(600_000))),
      { threads: 2 },
      async (engine) => {
        await delay(1200)
        engine.changeLoad([{ kind: 'continue', atMs: 2000 }])
      },
    )
    expect(bySecond(ran.rows, '*').map(({ offered }) => offered)).toEqual([50, 0, 50])
    expect(ran.generator.map(({ second }) => second)).toEqual([0, 1, 2])
    expect(ran.outcome).toMatchObject({ reason: 'completed' })
    expect(Math.abs(ran.outcome.durationMs - 2500)).toBeLessThan(50)
  })

  it('is over by itself when it has lasted long enough, and users come again', async () => {
    await remembering(5)
    const thinkTime = { kind: 'constant', ms: 50 } as const
    const ran = await runPlan(
      planOf(server!.url, [operation('x')], load('users', ladder(1000).map(few), { thinkTime })),
    )
    const offered = bySecond(ran.rows, '*').map((second) => second.offered)
    expect(offered).toHaveLength(2)
    expect(offered[0]).toBeGreaterThan(10)
    expect(offered[1]).toBeGreaterThan(10)
    expect(ran.counts('x').interrupted).toBe(0)
  })

  const few = (stage: Stage): Stage => ({ ...stage, from: Math.min(3, stage.from), to: Math.min(3, stage.to) })
})
