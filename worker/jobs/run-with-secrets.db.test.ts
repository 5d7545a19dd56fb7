import { afterAll, beforeAll, expect, test } from 'vitest'
import { putSecret } from '#lib/access/commands/secret.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { changeLoad } from '#lib/runs/commands/change-load.ts'
import { startRun } from '#lib/runs/commands/start.ts'
import { getPreflight } from '#lib/runs/queries/preflight.ts'
import { getRunDetail, getRunView } from '#lib/verdicts/queries/run-view.ts'
import { serve, type TestServer } from '#worker/engine/run-fixture.ts'
import { startTestWorker, storePlan, systemCtx, type TestWorker, until } from './cluster-fixture.ts'

const SECRET = 'hunter2-hunter2'
const database = useTestDatabase()
const keys: (string | undefined)[] = []
let target: TestServer
let worker: TestWorker

beforeAll(async () => {
  target = await serve((request, response) => {
    keys.push(request.headers['x-api-key']?.toString())
    response.statusCode = keys.length % 5 === 0 ? 500 : 200
    response.end(JSON.stringify({ seen: request.headers['x-api-key'] }))
  })
  worker = await startTestWorker(database.db)
})
afterAll(async () => {
  await worker.leave()
  await target.close()
})

const ctx = () => systemCtx(database.db)
const over = (id: string) =>
  until(
    () => getRunDetail(ctx(), id),
    ({ verdict }) => verdict !== null,
  )

test('a secret without a value blocks the start by its name; with one it reaches the target and no answer of ours', async () => {
  const { planId, projectId } = await storePlan(database.db, {
    name: 'Orders',
    environments: [{ key: 'here', baseUrl: target.url, secrets: ['API_KEY'] }],
    operations: [{ key: 'list', request: { path: '/orders', headers: { 'x-api-key': '{{ secret.API_KEY }}' } } }],
    slas: [{ key: 'holds', operation: 'list', metric: 'p95', target: '2s', limit: '4s' }],
    scenarios: [{ key: 'main', type: 'load', mix: [{ operation: 'list' }], load: { rate: '50/s', hold: '1s' } }],
  })
  const input = { planId, scenario: 'main' }
  const missing = 'The secret API_KEY of the environment here has no value. Give it one under Settings, Secrets.'
  expect((await getPreflight(ctx(), input)).problems).toEqual([{ code: 'secret-without-value', message: missing }])
  await expect(startRun(ctx(), input)).rejects.toMatchObject({ code: 'precondition_failed', message: missing })
  await putSecret(ctx(), { id: projectId, environment: 'here', name: 'API_KEY', value: SECRET })
  expect((await getPreflight(ctx(), input)).problems).toEqual([])

  const { id } = await startRun(ctx(), input)
  await over(id)
  expect(keys.length).toBe(50)
  expect(new Set(keys)).toEqual(new Set([SECRET]))
  const told = await Promise.all([
    getRunView(ctx(), id),
    database.db.run.findUniqueOrThrow({ where: { id }, include: { revision: true, samples: true } }),
    database.db.auditEvent.findMany(),
  ])
  expect(told[1].samples.length).toBeGreaterThan(0)
  expect(JSON.stringify(told)).not.toContain(SECRET)
})

test('a wait between two levels ends when somebody confirms, and what follows comes earlier', async () => {
  const { planId } = await storePlan(database.db, {
    name: 'Orders',
    environments: [{ key: 'here', baseUrl: target.url }],
    operations: [{ key: 'list', request: { path: '/orders' } }],
    scenarios: [
      {
        ...{ key: 'main', type: 'scalability', mix: [{ operation: 'list' }] },
        ...{ load: { rate: '20/s', hold: '1s' }, levels: ['1', '2'], levelWait: '10m' },
      },
    ],
  })
  const { id } = await startRun(ctx(), { planId, scenario: 'main' })
  await until(
    () => getRunDetail(ctx(), id),
    ({ stage }) => stage?.startsWith('wait') ?? false,
  )
  await changeLoad(ctx(), id, { continue: true })
  const run = await over(id)
  expect(run).toMatchObject({ endReason: 'completed', leftPlanAtMs: null, totals: { offered: 40 } })
  expect(run.plannedDurationMs).toBeLessThan(15_000)
  expect(run.validity).toMatchObject({ completeness: 1 })
  expect((await getRunView(ctx(), id)).events.map(({ text }) => text)).toContain('Tester let the run go on')
})
