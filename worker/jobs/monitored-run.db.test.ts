import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { listMonitorSeries } from '#lib/monitors/queries/series.ts'
import { startRun } from '#lib/runs/commands/start.ts'
import { getRunDetail } from '#lib/verdicts/queries/run-view.ts'
import { serve, type TestServer } from '#worker/engine/run-fixture.ts'
import { startTestWorker, storePlan, systemCtx, type TestWorker, until } from './cluster-fixture.ts'

const database = useTestDatabase()
const workers: TestWorker[] = []
let target: TestServer
let orders = 0
let readings = 0

beforeAll(async () => {
  target = await serve((request, response) => {
    if (request.url === '/metrics') {
      readings++
      response.end(`# TYPE orders_total counter\norders_total ${orders}\npool_used 3\npool_size 4\n`)
    } else if (request.url === '/dead') request.socket.destroy()
    else {
      orders++
      response.end('{}')
    }
  })
  workers.push(await startTestWorker(database.db), await startTestWorker(database.db))
})
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.leave()))
  await target.close()
})

const ctx = () => systemCtx(database.db)

async function runWith(part: object, scenario: object) {
  orders = 0
  readings = 0
  const { planId } = await storePlan(database.db, {
    name: 'Orders',
    environments: [{ key: 'here', baseUrl: target.url }],
    operations: [{ key: 'create', request: { method: 'POST', path: '/orders' } }],
    scenarios: [
      { key: 'main', type: 'load', mix: [{ operation: 'create' }], load: { rate: '20/s', hold: '2s' }, ...scenario },
    ],
    ...part,
  })
  const { id } = await startRun(ctx(), { planId, scenario: 'main' })
  const run = await until(
    () => getRunDetail(ctx(), id),
    ({ verdict }) => verdict !== null,
  )
  return { run, series: await listMonitorSeries(database.db, id) }
}

const app = (url: string) => ({
  ...{ key: 'app', kind: 'prometheus-endpoint', url, interval: '1s' },
  metrics: [
    { key: 'orders', label: 'Orders', type: 'counter', take: 'orders_total' },
    { key: 'pool', role: 'pool', unit: 'percent', take: 'pool_used / pool_size * 100' },
  ],
})

test('a run stores what its monitors told, from before its load to after it, setup not counted', async () => {
  const { run, series } = await runWith({ monitors: [app(`${target.url}/metrics`)], setup: ['create'] }, {})
  expect(series.map(({ monitor, key, label, role, unit, kind }) => [monitor, key, label, role, unit, kind])).toEqual([
    ['app', 'orders', 'Orders', null, null, 'counter'],
    ['app', 'pool', 'pool', 'pool', 'percent', 'gauge'],
  ])
  const [counted, pool] = series.map(({ points }) => points)
  expect(counted!.at(0)).toMatchObject({ value: 1 })
  expect(counted!.at(0)!.offsetMs).toBeLessThan(0)
  expect(counted!.at(-1)).toMatchObject({ value: 1 + run.totals.ok })
  expect(counted!.at(-1)!.offsetMs).toBeGreaterThanOrEqual(2000)
  expect(counted!.length).toBeGreaterThanOrEqual(3)
  expect(new Set(pool!.map(({ value }) => value))).toEqual(new Set([75]))
})

test('a source that is dead, or forbidden, leaves gaps with their reason, and the run goes on', async () => {
  const monitors = [app(`${target.url}/dead`), { ...app('http://10.1.2.3/metrics'), key: 'far' }]
  const { run, series } = await runWith({ monitors }, {})
  expect(run).toMatchObject({ endReason: 'completed', totals: { offered: 40 } })
  const told = series.flatMap(({ monitor, points }) => points.map(({ value, why }) => ({ monitor, value, why })))
  expect(told.every(({ value }) => value === null)).toBe(true)
  expect(told.find(({ monitor }) => monitor === 'app')?.why).toBe('The source closed the connection.')
  expect(told.find(({ monitor }) => monitor === 'far')?.why).toContain('10.1.2.3 is not an allowed target')
})

test('of the workers of a run, one reads for all, until all have ended', async () => {
  const { run, series } = await runWith({ monitors: [app(`${target.url}/metrics`)] }, { workers: '2' })
  const [counted] = series.map(({ points }) => points)
  expect(readings).toBe(counted!.length)
  expect(counted!.at(0)).toMatchObject({ value: 0 })
  expect(counted!.at(-1)).toMatchObject({ value: run.totals.ok })
})
