import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makePerson } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { PlanDraft, ScenarioDraft } from '#lib/plans/document/plan.ts'
import { changeLoad } from '#lib/runs/commands/change-load.ts'
import { allowLoad, stopAllLoad } from '#lib/runs/commands/load-block.ts'
import { startRun } from '#lib/runs/commands/start.ts'
import { stopRun } from '#lib/runs/commands/stop.ts'
import { UnplacedWatch } from '#lib/runs/commands/unplaced.ts'
import { getPreflight } from '#lib/runs/queries/preflight.ts'
import { getSummary } from '#lib/runs/queries/summary.ts'
import { listWorkers } from '#lib/runs/queries/workers.ts'
import { isAllOperations } from '#lib/runs/series.ts'
import { mergeWindow } from '#lib/runs/window.ts'
import { getRunDetail, getRunView } from '#lib/verdicts/queries/run-view.ts'
import { serve, type TestServer } from '#worker/engine/run-fixture.ts'
import { startTestWorker, storePlan, systemCtx, type TestWorker, until } from './cluster-fixture.ts'

const database = useTestDatabase()
const seen = { logins: 0, orders: 0, withToken: 0 }
const late = { seen: 0, underWay: 0, atTeardown: [] as number[] }
let target: TestServer
let workers: TestWorker[] = []

beforeAll(async () => {
  target = await serve((request, response) => {
    if (request.url === '/late') return answerLate(() => response.end('{}'))
    if (request.url === '/clean') late.atTeardown.push(late.underWay)
    const isLogin = request.url === '/login'
    if (isLogin) seen.logins++
    else seen.orders++
    if (request.headers.authorization === 'Bearer t0ken') seen.withToken++
    setTimeout(() => response.end(isLogin ? '{"token":"t0ken"}' : '{}'), 5)
  })
  workers = await Promise.all([
    startTestWorker(database.db, ['eu']),
    startTestWorker(database.db),
    startTestWorker(database.db),
  ])
})
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.leave()))
  await target.close()
})

/** The twentieth takes its time: of two parts in turn, the second sends it. */
function answerLate(answer: () => void): void {
  late.underWay++
  setTimeout(() => [late.underWay--, answer()], ++late.seen === 20 ? 1500 : 5)
}

const ctx = () => systemCtx(database.db)

const draft = (scenario: Partial<ScenarioDraft>, more: Partial<PlanDraft> = {}): PlanDraft => ({
  name: 'Orders',
  environments: [{ key: 'here', baseUrl: target.url }],
  operations: [{ key: 'list', request: { path: '/orders' } }],
  slas: [{ key: 'holds', operation: 'list', metric: 'p95', target: '2s', limit: '4s' }],
  scenarios: [{ key: 'main', type: 'load', mix: [{ operation: 'list' }], ...scenario }],
  ...more,
})

async function start(plan: PlanDraft): Promise<string> {
  const { planId } = await storePlan(database.db, plan)
  return (await startRun(ctx(), { planId, scenario: 'main' })).id
}

const judged = (id: string) =>
  until(
    () => getRunDetail(ctx(), id),
    (run) => run.state === 'ended' && run.verdict !== null,
  )
const ended = (id: string) =>
  until(
    () => getRunDetail(ctx(), id),
    ({ state }) => state === 'ended',
  )
const sending = (id: string) =>
  until(
    () => getRunDetail(ctx(), id),
    (run) => run.totals.sent > 0,
  )
const eventsOf = async (id: string) => (await getRunView(ctx(), id)).events.map(({ kind, text }) => `${kind}: ${text}`)

describe('a run over three workers', () => {
  test('begins on all at one moment, sends what one would, and is measured as one', async () => {
    const before = { ...seen }
    const id = await start(
      draft(
        { workers: '3', load: { rate: '300/s', hold: '2s' } },
        {
          operations: [
            { key: 'login', request: { method: 'POST', path: '/login' }, extract: { token: 'body $.token' } },
            { key: 'list', request: { path: '/orders', headers: { authorization: 'Bearer {{ token }}' } } },
          ],
          setup: ['login'],
        },
      ),
    )
    const busy = await until(
      () => listWorkers(ctx()),
      (all) => all.every(({ isBusy }) => isBusy),
    )
    expect(busy.map(({ run }) => run?.shard).toSorted()).toEqual([0, 1, 2])
    const run = await judged(id)
    expect(run).toMatchObject({ endReason: 'completed', verdict: 'pass', leftPlanAtMs: null })
    expect(run.validity).toMatchObject({ completeness: 1 })
    expect(run.totals).toMatchObject({ offered: 600, sent: 600, ok: 600 })
    expect(seen.orders - before.orders).toBe(600)
    expect(seen.withToken - before.withToken).toBe(600)
    expect(seen.logins - before.logins).toBe(1)
    const starts = workers.map((worker) => worker.startedAt.at(-1)?.getTime() ?? 0)
    expect(Math.max(...starts) - Math.min(...starts)).toBeLessThan(50)

    const rows = workers.flatMap(({ ticks }, shardIndex) =>
      ticks.flatMap(({ buckets }) => buckets.map((bucket) => ({ ...bucket, shardIndex }))),
    )
    const whole = mergeWindow(
      rows.filter(({ series }) => isAllOperations(series)),
      0,
      100,
    )
    const summary = await getSummary(ctx(), { id })
    for (const [name, fraction] of [
      ['p50', 0.5],
      ['p95', 0.95],
      ['p99', 0.99],
    ] as const) {
      expect(summary.totals.responseTimeMs.shown[name]).toBe((whole.okResponse.quantile(fraction) ?? 0) / 1000)
    }
    const stored = await database.db.run.findUniqueOrThrow({ where: { id }, include: { shards: true } })
    expect(stored.sharedValues).toBeNull()
    expect(stored.shards.map(({ endReason }) => endReason)).toEqual(['completed', 'completed', 'completed'])
  })

  test('is torn down once the last part has its answers', async () => {
    const id = await start(
      draft(
        { workers: '2', load: { rate: '20/s', hold: '1s' } },
        {
          operations: [
            { key: 'list', request: { path: '/late' } },
            { key: 'clean', request: { method: 'POST', path: '/clean' } },
          ],
          teardown: ['clean'],
        },
      ),
    )
    expect(await ended(id)).toMatchObject({ endReason: 'completed', totals: { ok: 20 } })
    expect(late.atTeardown).toEqual([0])
  })

  test('ends by a stop rule that only holds for all of them together', async () => {
    const id = await start(
      draft({ workers: '2', load: { rate: '100/s', hold: '60s' }, stopWhen: ['rate > 80/s for 1s'] }),
    )
    const run = await judged(id)
    expect(run).toMatchObject({ endReason: 'aborted', endMessage: expect.stringContaining('rate > 80/s for 1s') })
    const { shards } = await getRunView(ctx(), id)
    expect(shards.map(({ state, endReason }) => [state, endReason])).toEqual([
      ['done', 'aborted'],
      ['done', 'aborted'],
    ])
  })

  test('puts each part where its label asks for, by its share, and stops everywhere at once', async () => {
    const locations = [
      { label: 'eu', share: '75%' },
      { label: 'us', share: '25%' },
    ]
    const us = await startTestWorker(database.db, ['us'])
    const id = await start(draft({ locations, load: { rate: '80/s', hold: '60s' } }))
    await sending(id)
    await stopRun(ctx(), id)
    const run = await judged(id)
    expect(run).toMatchObject({ endReason: 'stopped', endMessage: 'Stopped by Tester' })
    const { shards } = await getRunView(ctx(), id)
    expect(shards.map(({ location, share }) => [location, share])).toEqual([
      ['eu', 0.75],
      ['us', 0.25],
    ])
    expect(shards[1]?.worker).toContain(us.id.slice(-4))
    const told = await database.db.generatorSecond.findMany({
      where: { runId: id, second: 0 },
      orderBy: { shardIndex: 'asc' },
    })
    expect(told.map(({ offered }) => offered)).toEqual([60, 20])
    await us.leave()
  })

  test('says which part waits for what, and ends when it does not get it', async () => {
    const { planId } = await storePlan(
      database.db,
      draft({ locations: [{ label: 'eu' }, { label: 'mars' }], load: { rate: '10/s', hold: '5s' } }),
    )
    const preflight = await getPreflight(ctx(), { planId, scenario: 'main' })
    expect(preflight.problems).toEqual([
      { code: 'too-few-workers', message: expect.stringContaining('1 worker with the label mars') },
    ])
    const { id } = await startRun(ctx(), { planId, scenario: 'main' })
    expect(await eventsOf(id)).toContainEqual(expect.stringContaining('Without them it ends after 60 s'))
    const watch = new UnplacedWatch(60_000)
    expect(await watch.look(database.db, 0)).toEqual([])
    expect(await watch.look(database.db, 59_000)).toEqual([])
    expect(await watch.look(database.db, 60_000)).toHaveLength(1)
    expect(await getRunDetail(ctx(), id)).toMatchObject({
      state: 'ended',
      endReason: 'failed',
      endMessage: expect.stringContaining('part 2 of 2 waits for a worker with the label mars'),
    })
  })
})

describe('the load of a run', () => {
  test('is changed while it is sent, on every worker at the same moment, and the run says so', async () => {
    const id = await start(draft({ workers: '2', load: { rate: '40/s', hold: '4s' } }))
    await sending(id)
    await changeLoad({ ...ctx(), actor: { kind: 'system', name: 'Ann' } }, id, { level: 100 })
    const changedAt = (await getRunDetail(ctx(), id)).leftPlanAtMs as number
    const run = await judged(id)
    expect(run).toMatchObject({ endReason: 'completed', leftPlanAtMs: changedAt })
    const planned = (changedAt / 1000) * 40 + (4 - changedAt / 1000) * 100
    expect(Math.abs(run.totals.offered - planned)).toBeLessThanOrEqual(2)
    expect(await eventsOf(id)).toContain('load: Load set to 100/s by Ann; the run left its plan')
    await expect(changeLoad(ctx(), id, { level: 10 })).rejects.toThrow('this run is ended')
  })
})

describe('the switch that stops all load', () => {
  test('ends every run and lets none begin until it is lifted', async () => {
    const plan = draft({ workers: '2', load: { rate: '40/s', hold: '60s' } })
    const [running, single] = [await start(plan), await start(draft({ load: { rate: '10/s', hold: '60s' } }))]
    const waiting = await start(plan)
    await Promise.all([sending(running), sending(single)])
    const admin = (await makePerson(database.db, { isAdmin: true, name: 'Ann' })).ctx
    const anybody = (await makePerson(database.db)).ctx
    await expect(stopAllLoad(anybody, 'No')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await stopAllLoad(admin, 'The provider called')).toEqual({ runs: 3 })
    for (const id of [running, single, waiting]) {
      expect(await ended(id)).toMatchObject({
        endReason: 'aborted',
        endMessage: 'All load was stopped: The provider called',
      })
    }
    const refused = expect.stringContaining('Ann stopped all load: The provider called')
    await expect(start(plan)).rejects.toMatchObject({ code: 'precondition_failed', message: refused })
    await allowLoad(admin)
    await expect(allowLoad(admin)).rejects.toMatchObject({ code: 'conflict' })
    const again = await start(plan)
    await stopRun(ctx(), again)
    const audit = await database.db.auditEvent.findMany({
      where: { verb: { startsWith: 'load.' } },
      orderBy: { createdAt: 'asc' },
    })
    expect(audit.map(({ verb, actorName }) => [verb, actorName])).toEqual([
      ['load.stop-all', 'Ann'],
      ['load.allow', 'Ann'],
    ])
  })
})
