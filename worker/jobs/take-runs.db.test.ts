import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { createLog } from '#lib/core/log.ts'
import type { Db, Prisma } from '#lib/db/client.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { claimShard } from '#lib/runs/commands/lease.ts'
import { noteStop } from '#lib/runs/commands/lifecycle.ts'
import { startRun } from '#lib/runs/commands/start.ts'
import { stopRun } from '#lib/runs/commands/stop.ts'
import type { Lease } from '#lib/runs/lease.ts'
import { getRunDetail } from '#lib/verdicts/queries/run-view.ts'
import { startDemoTarget } from '#worker/demo-target/server.ts'
import { startEngine } from '#worker/engine/start.ts'
import { executeRun } from './execute-run.ts'
import { RunTaker } from './take-runs.ts'

const database = useTestDatabase()
const log = createLog('test', 'silent')
let target: Awaited<ReturnType<typeof startDemoTarget>>

beforeAll(async () => {
  target = await startDemoTarget({
    port: 0,
    behaviour: { latency: { kind: 'constant', ms: 20 }, stall: null, capacity: null, errorRate: 0 },
  })
})
afterAll(() => target.close())

const ctx = (): Ctx => ({ actor: { kind: 'system', name: 'Tester' }, db: database.db, now: new Date() })

/** A limit of seconds: a machine busy with other tests must not make the instrument doubtful. */
const draft = (hold: string): PlanDraft => ({
  name: 'Orders',
  environments: [{ key: 'here', baseUrl: target.url }],
  operations: [{ key: 'list', request: { method: 'GET', path: '/orders' }, checks: ['status = 200'] }],
  slas: [
    { key: 'holds', operation: 'list', metric: 'p95', target: '2s', limit: '4s' },
    { key: 'breaks', operation: 'list', metric: 'rate', target: '500/s', limit: '400/s' },
    { key: 'errors', operation: '*', metric: 'error_rate', target: '1%', limit: '2%' },
  ],
  scenarios: [
    {
      key: 'short',
      type: 'load',
      load: { model: 'rate', rate: '100/s', hold },
      mix: [{ operation: 'list', weight: '1' }],
    },
  ],
})

async function makePlan(db: Db, hold: string): Promise<string> {
  const project = await db.project.create({ data: { name: 'Shop' } })
  const plan = await db.plan.create({
    data: { projectId: project.id, name: 'Orders', draft: draft(hold) as Prisma.InputJsonObject },
  })
  return plan.id
}

const worker = () => new RunTaker({ db: database.db, log, workerId: randomUUID(), startEngine })

async function until<T>(read: () => Promise<T>, done: (value: T) => boolean): Promise<T> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const value = await read()
    if (done(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not happen within fifteen seconds')
}

describe('a run from start to verdict', () => {
  test('is carried out, measured, and judged by what the plan asks', async () => {
    const planId = await makePlan(database.db, '4s')
    const { id } = await startRun(ctx(), { planId, scenario: 'short' })
    worker().wake()
    const run = await until(
      () => getRunDetail(ctx(), id),
      (one) => one.state === 'ended' && one.verdict !== null,
    )
    expect(run.validity).toEqual({ status: 'valid', reasons: [], completeness: 1 })
    expect(run).toMatchObject({ endReason: 'completed', verdict: 'fail', label: 'R-1' })
    expect(run.totals).toMatchObject({ offered: 400, sent: 400, ok: 400, failed: 0, interrupted: 0 })
    const verdicts = Object.fromEntries(run.objectives.map((one) => [one.key, one.verdict]))
    expect(verdicts).toEqual({ holds: 'pass', breaks: 'fail', errors: 'pass' })
    expect(run.objectives.find((one) => one.key === 'holds')?.actual).toBeGreaterThan(19)
  })

  test('stops within two seconds when a person says so, and keeps what it measured', async () => {
    const planId = await makePlan(database.db, '60s')
    const { id } = await startRun(ctx(), { planId, scenario: 'short' })
    worker().wake()
    await until(
      () => getRunDetail(ctx(), id),
      (one) => one.totals.sent > 50,
    )
    await stopRun(ctx(), id)
    const stoppedAt = Date.now()
    const run = await until(
      () => getRunDetail(ctx(), id),
      (one) => one.state === 'ended' && one.verdict !== null,
    )
    expect(run).toMatchObject({ endReason: 'stopped', endMessage: 'Stopped by Tester' })
    expect(Date.parse(run.endedAt ?? '')).toBeLessThan(stoppedAt + 2_000)
    expect(run.totals.ok).toBeGreaterThan(50)
  })

  test('ends as it ended although the database was away at its end', async () => {
    const planId = await makePlan(database.db, '2s')
    const { id } = await startRun(ctx(), { planId, scenario: 'short' })
    const lease = (await inTransaction(database.db, (tx) => claimShard(tx, randomUUID()))) as Lease
    let failures = 2
    const flaky = new Proxy(database.db, {
      get(db, name) {
        const isEnding = name === '$transaction' && ending && failures-- > 0
        if (isEnding) return () => Promise.reject(new Error('Connection terminated unexpectedly'))
        return Reflect.get(db, name, db)
      },
    })
    let ending = false
    const engine: typeof startEngine = (input, onTick) => {
      const handle = startEngine(input, onTick)
      void handle.finished.then(() => (ending = true))
      return handle
    }
    await executeRun({ db: flaky, log, lease, startEngine: engine, leaving: new AbortController().signal })
    expect(failures).toBeLessThan(1)
    expect(await getRunDetail(ctx(), id)).toMatchObject({ state: 'ended', endReason: 'completed', totals: { ok: 200 } })
  })

  test('ends as it was told to, and says what went wrong on the way', async () => {
    const planId = await makePlan(database.db, '60s')
    const { id } = await startRun(ctx(), { planId, scenario: 'short' })
    const lease = (await inTransaction(database.db, (tx) => claimShard(tx, randomUUID()))) as Lease
    await noteStop(database.db, id, { message: 'The failure point is reached.', reason: 'completed' })
    const engine: typeof startEngine = (...input) => {
      const handle = startEngine(...input)
      const finished = handle.finished.then((end) => ({ ...end, message: `${end.message} The teardown failed.` }))
      const stop: typeof handle.stop = (...how) => handle.stop(...how)
      return { ...{ prepared: handle.prepared, started: handle.started }, go() {}, changeLoad() {}, finished, stop }
    }
    const leaving = new AbortController().signal
    await executeRun({ db: database.db, log, lease, startEngine: engine, leaving })
    expect(await getRunDetail(ctx(), id)).toMatchObject({
      endReason: 'completed',
      endMessage: 'The failure point is reached. The teardown failed.',
    })
  })

  test('sends nothing when it was ended before the engine was there', async () => {
    const planId = await makePlan(database.db, '60s')
    const { id } = await startRun(ctx(), { planId, scenario: 'short' })
    const lease = (await inTransaction(database.db, (tx) => claimShard(tx, randomUUID()))) as Lease
    await database.db.run.update({ where: { id }, data: { state: 'ended', endReason: 'aborted' } })
    // The plan is read only after the lease was found to be gone.
    const slow = new Proxy(database.db, {
      get(db, name) {
        if (name !== 'run') return Reflect.get(db, name, db)
        return {
          findUniqueOrThrow: async (query: Prisma.RunFindUniqueOrThrowArgs) => {
            await delay(300)
            return db.run.findUniqueOrThrow(query)
          },
        }
      },
    })
    let engines = 0
    const engine: typeof startEngine = (...input) => {
      engines++
      return startEngine(...input)
    }
    const leaving = new AbortController()
    setTimeout(() => leaving.abort(), 3000)
    await executeRun({ db: slow, log, lease, startEngine: engine, leaving: leaving.signal })
    expect(engines).toBe(0)
  })

  test('that waits for a worker ends at once when it is stopped', async () => {
    const planId = await makePlan(database.db, '60s')
    const { id } = await startRun(ctx(), { planId, scenario: 'short' })
    await stopRun(ctx(), id)
    expect(await getRunDetail(ctx(), id)).toMatchObject({ state: 'ended', endReason: 'stopped', totals: { sent: 0 } })
  })

  test('is refused with everything that stands in its way', async () => {
    const planId = await makePlan(database.db, '60s')
    await expect(startRun(ctx(), { planId, scenario: 'nonsense' })).rejects.toMatchObject({
      code: 'precondition_failed',
      message: expect.stringContaining('It has: short.'),
    })
  })
})
