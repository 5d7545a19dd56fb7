// A check that takes for ever on a hostile answer, as it looks at everything for each element: the generator's loop hangs in it.

import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CompiledOperation, CompiledPlan } from '#lib/plans/compiled.ts'
import { hold, load, operation, planOf } from './plan-fixture.ts'
import { runPlan, serve, type TestServer } from './run-fixture.ts'

let server: TestServer | undefined
afterEach(async () => {
  vi.useRealTimers()
  await server?.close()
  server = undefined
})

const QUADRATIC: CompiledOperation['checks'] = [
  {
    text: 'body $[?count($..*) < 3] exists',
    subject: { kind: 'body', path: '$[?count($..*) < 3]' },
    test: { kind: 'exists' },
  },
]

/** Harmless answers for a second, then one that never comes to an end in the check. */
async function turningHostile(): Promise<{ plan: CompiledPlan; hangs: Promise<void> }> {
  let answered = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  server = await serve((_request, response) => {
    const isHostile = ++answered > 26
    response.end(JSON.stringify(Array(isHostile ? 60_000 : 1).fill(0)))
    if (isHostile) resolve()
  })
  const plan = planOf(server.url, [operation('x', { checks: QUADRATIC })], load('rate', hold(60_000, 20)))
  return { plan, hangs: promise.then(() => delay(300)) }
}

describe('a generator that hangs', () => {
  it('is ended when it does not stop; the run is stopped, with what was told', async () => {
    const { plan, hangs } = await turningHostile()
    const ran = await runPlan(plan, {}, async (engine) => {
      await hangs
      engine.stop('stopped', 'Stopped by Ada.', 100)
    })
    expect(ran.outcome).toMatchObject({
      reason: 'stopped',
      durationMs: 1000,
      message: expect.stringMatching(/^Stopped by Ada\. The generator did not answer any more/),
    })
    expect(ran.counts('x').ok).toBeGreaterThan(15)
    expect(ran.rows.map(({ resolution }) => resolution)).toContain(10)
  }, 20_000)

  it('is ended when it tells nothing any more; the run has failed, with what was told', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { plan, hangs } = await turningHostile()
    // One of two threads hangs; the other goes on, but no second is over without both.
    const ran = await runPlan(plan, { threads: 2 }, async () => {
      await hangs
      vi.advanceTimersByTime(15_000)
    })
    expect(ran.outcome).toMatchObject({
      reason: 'failed',
      durationMs: 1000,
      message: expect.stringMatching(/^The generator did not answer any more/),
    })
    expect(ran.counts('x').ok).toBeGreaterThan(15)
  }, 20_000)
})
