// The instrument against a truth that is known: a target that answers at once, but not at all for the last 200 ms of every 2 s.
// Arrivals are even, so a tenth of them wait, evenly between 0 and 200 ms: p95 = 100 ms and p99 = 180 ms from the intended start.

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { judgedQuantile, shownQuantile } from '#lib/runs/window.ts'
import { hold, load, operation, planOf } from './plan-fixture.ts'
import { runPlan } from './run-fixture.ts'

async function withDemoTarget(flags: string[], use: (url: string) => Promise<void>): Promise<void> {
  const entry = fileURLToPath(new URL('../demo-target/main.ts', import.meta.url))
  const target = fork(entry, ['--port', '0', ...flags], { stdio: 'ignore', execArgv: [] })
  try {
    const { port } = await new Promise<{ port: number }>((resolve) =>
      target.once('message', (message) => resolve(message as never)),
    )
    await use(`http://127.0.0.1:${port}`)
  } finally {
    target.kill('SIGTERM')
  }
}

describe('response times', () => {
  it('tell the whole truth about a stall, whatever the connections do', async () => {
    await withDemoTarget(['--latency', '0ms', '--stall', '200ms/2s'], async (url) => {
      const ran = await runPlan(planOf(url, [operation('orders')], load('rate', hold(4000, 500))))
      const window = ran.window('orders')
      const ms = (q: number) => shownQuantile(window, q)! / 1000
      expect(window.counts.ok).toBe(2000)
      // Two whole periods; what is added by a busy machine is small against the stall.
      expect(ms(0.5)).toBeLessThan(10)
      expect(ms(0.95)).toBeGreaterThan(92)
      expect(ms(0.95)).toBeLessThan(120)
      expect(ms(0.99)).toBeGreaterThan(172)
      expect(ms(0.99)).toBeLessThan(200)
      expect(judgedQuantile(window, 0.99)).toBe(shownQuantile(window, 0.99))
    })
  }, 15_000)
})
