import { afterEach, expect, it, vi } from 'vitest'
import type { LoadSearch } from '#lib/load/profile.ts'
import { planOf as compiled } from '#lib/plans/compile-fixture.ts'
import { type RunMark, searchMarkSchema } from '#lib/runs/run-mark.ts'
import { inputOf } from './plan-fixture.ts'
import { serve, type TestServer } from './run-fixture.ts'
import { startEngine } from './start.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer | undefined
afterEach(() => server?.close())

/** Answers one after the other, so many a second. */
async function serveAtMost(perSecond: number): Promise<void> {
  let freeMs = 0
  server = await serve((_request, response) => {
    const nowMs = performance.now()
    freeMs = Math.max(nowMs, freeMs) + 1000 / perSecond
    setTimeout(() => response.end('{}'), freeMs - nowMs)
  })
}

const QUICK: LoadSearch = { factor: 2, maximum: 800, holdMs: 2000, confirmMs: 2000, precision: 1 }

async function search(part: Partial<LoadSearch> = {}) {
  const plan = compiled({
    name: 'Orders',
    environments: [{ key: 'local', baseUrl: server!.url }],
    operations: [{ key: 'read', request: { path: '/' } }],
    slas: [{ key: 'p95', operation: '*', metric: 'p95', target: '100ms', limit: '150ms' }],
    scenarios: [
      {
        key: 'main',
        type: 'breaking-point',
        load: { search: { from: '200/s', maximum: '800/s' } },
        mix: [{ operation: 'read' }],
      },
    ],
  })
  Object.assign(plan.scenarios[0]!.load.search!, QUICK, part)
  const marks: RunMark[] = []
  const engine = startEngine(inputOf(plan), (tick) => void marks.push(...(tick.marks ?? [])))
  const outcome = await engine.finished
  return { outcome, steps: marks.map(({ data }) => searchMarkSchema.parse(data)), marks }
}

it('finds which level a target sustains, backs off after the one that broke, and says what was found', async () => {
  await serveAtMost(300)
  const { outcome, steps, marks } = await search()
  expect(steps.map(({ level: { kind, level, held } }) => [kind, level, held])).toEqual([
    ['probe', 200, true],
    ['probe', 400, false],
    ['recover', 100, true],
    ['confirm', 200, true],
  ])
  expect(steps.at(-1)?.found).toMatchObject({ sustainable: 200, broke: { level: 400 }, end: 'confirmed' })
  expect(outcome).toMatchObject({
    reason: 'completed',
    message: expect.stringMatching(/200.* can be sustained.*400.* broke/),
  })
  expect(marks[0]?.text).toMatch(/^200.\/s held: p95 [\d.]+.ms, 0.%.failed/)
  expect(outcome.durationMs).toBeLessThan(30_000)
})
