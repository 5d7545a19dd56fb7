import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { startRun } from '#lib/runs/commands/start.ts'
import { searchMarkSchema } from '#lib/runs/run-mark.ts'
import { getRunDetail } from '#lib/verdicts/queries/run-view.ts'
import { serve, type TestServer } from '#worker/engine/run-fixture.ts'
import { startTestWorker, storePlan, systemCtx, type TestWorker, until } from './cluster-fixture.ts'

const database = useTestDatabase()
let target: TestServer
let workers: TestWorker[] = []

beforeAll(async () => {
  target = await serve((_request, response) => setTimeout(() => response.end('{}'), 5))
  workers = await Promise.all([startTestWorker(database.db), startTestWorker(database.db)])
})
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.leave()))
  await target.close()
})

test('a search over two workers sets their common level, marks each on the timeline and is judged by what it found', async () => {
  const { planId } = await storePlan(database.db, {
    name: 'Orders',
    environments: [{ key: 'here', baseUrl: target.url }],
    operations: [{ key: 'list', request: { path: '/orders' } }],
    scenarios: [
      {
        key: 'main',
        type: 'breaking-point',
        workers: '2',
        load: { search: { from: '120/s', maximum: '120/s', hold: '3s', confirm: '3s' } },
        mix: [{ operation: 'list' }],
        criteria: ['sustainable_rate >= 100/s', 'error_rate < 1%'],
      },
    ],
  })
  const ctx = systemCtx(database.db)
  const { id } = await startRun(ctx, { planId, scenario: 'main' })
  const run = await until(
    () => getRunDetail(ctx, id),
    ({ verdict }) => verdict !== null,
    40,
  )
  expect(run).toMatchObject({ endReason: 'completed', leftPlanAtMs: null })
  expect(run.endMessage).toMatch(/120.*can be sustained/)
  const events = await database.db.runEvent.findMany({
    where: { runId: id, kind: 'search' },
    orderBy: { offsetMs: 'asc' },
  })
  const levels = events.map(({ data }) => searchMarkSchema.parse(data).level)
  expect(levels.map(({ kind, level, held }) => [kind, level, held])).toEqual([
    ['probe', 120, true],
    ['confirm', 120, true],
  ])
  const confirmed = levels.at(-1)!
  expect(Math.abs(confirmed.okPerSecond - 120)).toBeLessThan(12)
  const objective = run.objectives.find(({ metric }) => metric === 'sustainable_rate')
  expect(objective).toMatchObject({ actual: 120 })
  expect(run.objectives.find(({ metric }) => metric === 'error_rate')?.window.name).toBe('steady')
}, 60_000)
