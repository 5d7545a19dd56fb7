import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { childEnv } from '#lib/core/env.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { endLostRuns } from '#lib/runs/commands/shard-end.ts'
import { startRun } from '#lib/runs/commands/start.ts'
import { getSummary } from '#lib/runs/queries/summary.ts'
import { listWorkers } from '#lib/runs/queries/workers.ts'
import { getRunDetail, getRunView } from '#lib/verdicts/queries/run-view.ts'
import { serve, type TestServer } from '#worker/engine/run-fixture.ts'
import { storePlan, systemCtx, until } from './cluster-fixture.ts'

const database = useTestDatabase()
let target: TestServer
let answered = 0
let workers: ChildProcess[] = []

/** As `npm run worker` starts it. */
async function startWorker(label: string): Promise<ChildProcess> {
  const env = childEnv({ DATABASE_URL: database.url, HEADROOM_WORKER_LABELS: label, HEADROOM_WORKER_THREADS: '1' })
  const child = spawn(process.execPath, ['worker/main.ts'], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  await once(child, 'message')
  return child
}

beforeAll(async () => {
  target = await serve((_request, response) => {
    answered++
    setTimeout(() => response.end('{}'), 2)
  })
  workers = await Promise.all([startWorker('a'), startWorker('b')])
})
afterAll(async () => {
  const running = workers.filter((worker) => worker.exitCode === null && worker.signalCode === null)
  const ends = running.map((worker) => once(worker, 'exit'))
  for (const worker of running) worker.kill('SIGTERM')
  await Promise.all(ends)
  await target.close()
})

const ctx = () => systemCtx(database.db)
const detail = (id: string) => getRunDetail(ctx(), id)

async function start(hold: string): Promise<string> {
  const { planId } = await storePlan(database.db, {
    name: 'Orders',
    environments: [{ key: 'here', baseUrl: target.url }],
    operations: [{ key: 'list', request: { path: '/orders' } }],
    slas: [{ key: 'holds', operation: 'list', metric: 'p95', target: '2s', limit: '4s' }],
    scenarios: [
      {
        ...{ key: 'main', type: 'load', mix: [{ operation: 'list' }], load: { rate: '100/s', hold } },
        locations: [{ label: 'a' }, { label: 'b' }],
      },
    ],
  })
  return (await startRun(ctx(), { planId, scenario: 'main' })).id
}

test('two processes send together exactly what the target answers', async () => {
  const all = await listWorkers(ctx())
  expect(all.map(({ labels, threads, isBusy }) => ({ labels: labels.join(), threads, isBusy }))).toEqual(
    expect.arrayContaining([
      { labels: 'a', threads: 1, isBusy: false },
      { labels: 'b', threads: 1, isBusy: false },
    ]),
  )
  const id = await start('2s')
  const run = await until(
    () => detail(id),
    ({ verdict }) => verdict !== null,
  )
  expect(run).toMatchObject({ endReason: 'completed', validity: { completeness: 1 } })
  expect(run.totals).toMatchObject({ offered: 200, sent: 200, ok: 200 })
  expect(answered).toBe(200)
  const parts = await Promise.all([0, 1].map((shard) => getSummary(ctx(), { id, shard })))
  expect(parts.map(({ totals }) => totals.sent)).toEqual([100, 100])
})

test('a process that is killed leaves its part lost, the other stops, and what both had written stays', async () => {
  const id = await start('60s')
  const measured = () => database.db.generatorSecond.groupBy({ by: ['shardIndex'], where: { runId: id }, _count: true })
  await until(measured, (parts) => parts.length === 2 && parts.every(({ _count }) => _count >= 2))
  const killed = workers[1] as ChildProcess
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  // The others' sweepers wait 25 s; the rule is the same.
  const run = await until(
    async () => {
      await inTransaction(database.db, (tx) => endLostRuns(tx, 4_000))
      return detail(id)
    },
    ({ verdict }) => verdict !== null,
  )
  expect(run).toMatchObject({ endReason: 'lost', validity: { status: 'suspect' } })
  expect(run.endMessage).toContain(`(${killed.pid}), part 2 of 2, has not answered for 4 s`)
  expect(run.validity?.completeness).toBeLessThan(0.5)
  const view = await getRunView(ctx(), id)
  expect(view.shards.map(({ state, endReason }) => [state, endReason])).toEqual([
    ['done', 'aborted'],
    ['lost', 'lost'],
  ])
  const gap = view.events.find(({ kind }) => kind === 'gap')
  expect(gap?.text).toContain(`(${killed.pid}), part 2 of 2 told nothing from here on`)
  const parts = await Promise.all([0, 1].map((shard) => getSummary(ctx(), { id, shard })))
  expect(parts[0]?.totals.sent).toBeGreaterThan(parts[1]?.totals.sent ?? 0)
  expect(parts[1]?.totals.sent).toBeGreaterThanOrEqual(100)
  expect(run.totals.sent).toBe(parts.reduce((sum, { totals }) => sum + totals.sent, 0))
})
