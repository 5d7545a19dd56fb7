import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { makeMember } from '#lib/access/testing.ts'
import { createLog } from '#lib/core/log.ts'
import type { Prisma } from '#lib/db/client.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { BenchJob, StartBench } from '#lib/runs/bench-schema.ts'
import { stopAllLoad } from '#lib/runs/commands/load-block.ts'
import { startRun } from '#lib/runs/commands/start.ts'
import { startBench } from '#lib/runs/commands/start-bench.ts'
import { claimTargetJob, finishTargetJob, stopTargetJob, sweepTargetJobs } from '#lib/runs/commands/target-job.ts'
import { registerWorker } from '#lib/runs/commands/workers.ts'
import { findRunRow } from '#lib/runs/queries/facts.ts'
import { getBenchJob } from '#lib/runs/queries/target-job.ts'
import { startDemoTarget } from '#worker/demo-target/server.ts'
import { startEngine } from '#worker/engine/start.ts'
import { RunTaker } from './take-runs.ts'
import { TargetJobTaker } from './take-target-jobs.ts'

const database = useTestDatabase()
const log = createLog('test', 'silent')
let target: Awaited<ReturnType<typeof startDemoTarget>>

beforeAll(async () => {
  target = await startDemoTarget({ port: 0, behaviour: { latency: { kind: 'constant', ms: 1 } } })
})
afterAll(() => target.close())

const draft = (baseUrl = target.url): PlanDraft => ({
  name: 'Orders',
  environments: [{ key: 'here', name: 'Here', baseUrl }],
  operations: [
    {
      key: 'create',
      request: { method: 'POST', path: '/orders', body: { json: { name: 'Item' } } },
      extract: { orderId: 'body $.id' },
    },
    { key: 'read', name: 'Read order', request: { method: 'GET', path: '/orders/{{ orderId }}' } },
  ],
  scenarios: [
    {
      key: 'short',
      type: 'load',
      load: { model: 'rate', rate: '20/s', hold: '1s' },
      mix: [{ operation: 'create', weight: '1' }],
    },
  ],
})

const system = (): Ctx => ({ actor: { kind: 'system', name: 'Tester' }, db: database.db, now: new Date() })

async function makePlan(baseUrl?: string): Promise<{ id: string; projectId: string }> {
  const { db } = database
  const project = await db.project.create({ data: { name: 'Shop' } })
  const data = { projectId: project.id, name: 'Orders', draft: draft(baseUrl) as Prisma.InputJsonObject }
  return db.plan.create({ data, select: { id: true, projectId: true } })
}

const ask = (id: string, part: Partial<StartBench> = {}): StartBench => ({
  id,
  operation: 'read',
  connections: 5,
  ...part,
})

async function startWorker() {
  const { db } = database
  const id = randomUUID()
  await registerWorker(db, { id, host: 'here', pid: 1, version: '0', labels: [], cores: 2, threads: 1 })
  const work = { db, log, workerId: id, startEngine }
  const runs: RunTaker = new RunTaker({ ...work, mayTake: () => jobs.allowsRun() })
  const jobs = new TargetJobTaker({ ...work, runs })
  const leave = async () => {
    await Promise.all([runs.leave(), jobs.leave()])
    await db.worker.delete({ where: { id } })
  }
  return { id, runs, jobs, leave }
}

async function until<T>(read: () => Promise<T>, isWished: (value: T) => boolean): Promise<T> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const value = await read()
    if (isWished(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not happen within fifteen seconds')
}

const hasEnded = ({ state }: BenchJob) => state === 'done' || state === 'failed'

describe('a quick bench', () => {
  test('sends one operation so often, after what it takes from another was extracted', async () => {
    const plan = await makePlan()
    const { id } = await startBench(system(), ask(plan.id, { requests: 500 }))
    expect(await getBenchJob(system(), id)).toMatchObject({
      state: 'waiting',
      notice: expect.stringMatching(/No worker is up/),
    })
    const worker = await startWorker()
    worker.jobs.wake()
    const job = await until(() => getBenchJob(system(), id), hasEnded)
    await worker.leave()
    expect(job).toMatchObject({
      ...{ state: 'done', problem: null, notice: null, operation: { key: 'read', name: 'Read order' } },
      ...{ environment: { key: 'here', name: 'Here' }, ask: { connections: 5, requests: 500 } },
      result: { requests: 500, ok: 500, failed: 0, status: { '2xx': 500 }, end: { reason: 'completed' } },
    })
    expect(job.result?.percentiles.map(({ percent }) => percent)).toEqual([50, 66, 75, 80, 90, 95, 98, 99, 100])
    expect(await database.db.auditEvent.count({ where: { verb: 'bench.start', subjectId: plan.id } })).toBe(1)
  })

  test('tells how far it is, and keeps what it measured when it is stopped', async () => {
    const plan = await makePlan()
    const { id } = await startBench(system(), ask(plan.id, { ratePerSecond: 50, durationMs: 60_000 }))
    const worker = await startWorker()
    worker.jobs.wake()
    const read = () => getBenchJob(system(), id)
    await until(read, ({ progress }) => (progress?.requests ?? 0) > 50)
    await stopTargetJob(system(), id)
    const job = await until(read, hasEnded)
    await worker.leave()
    expect(job).toMatchObject({ state: 'done', stopRequested: true, result: { end: { reason: 'stopped' } } })
    expect(job.result!.requests).toBeGreaterThan(50)
    await expect(stopTargetJob(system(), id)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('does not run beside a run, whichever of them was first', async () => {
    const plan = await makePlan()
    const worker = await startWorker()
    const run = await startRun(system(), { planId: plan.id, scenario: 'short' })
    worker.runs.wake()
    await until(
      () => findRunRow(database.db, run.id),
      (row) => row?.state !== 'queued',
    )
    const { id } = await startBench(system(), ask(plan.id, { durationMs: 60_000 }))
    worker.jobs.wake()
    const read = () => getBenchJob(system(), id)
    expect(await read()).toMatchObject({
      state: 'waiting',
      notice: expect.stringMatching(/The worker is busy with a run/),
    })
    const taken = await until(read, ({ state }) => state !== 'waiting')
    expect(taken.state).toBe('held')
    expect(await findRunRow(database.db, run.id)).toMatchObject({ state: 'ended' })
    const later = await startRun(system(), { planId: plan.id, scenario: 'short' })
    worker.runs.wake()
    const job = await until(read, hasEnded)
    expect(job.result?.end).toEqual({
      reason: 'stopped',
      message: expect.stringMatching(/A run waited for this worker/),
    })
    const row = await until(
      () => findRunRow(database.db, later.id),
      (one) => one?.state === 'ended',
    )
    expect(row?.endReason).toBe('completed')
    await worker.leave()
  })
})

describe('asking for a quick bench', () => {
  test('takes the right to start runs, an allowed target, and an operation there is', async () => {
    const plan = await makePlan()
    const elsewhere = await makePlan('http://10.1.2.3')
    const [viewer, stranger] = await Promise.all([makeMember(database.db, 'viewer'), makeMember(database.db, 'admin')])
    await database.db.membership.create({ data: { userId: viewer.userId, projectId: plan.projectId, role: 'viewer' } })
    await expect(startBench(viewer.ctx, ask(plan.id))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(startBench(stranger.ctx, ask(plan.id))).rejects.toMatchObject({ code: 'not_found' })
    await expect(startBench(system(), ask(elsewhere.id))).rejects.toThrow(/10\.1\.2\.3 is not an allowed target/)
    await expect(startBench(system(), ask(plan.id, { operation: 'buy' }))).rejects.toThrow(/It has: create, read/)
    await expect(startBench(system(), ask(plan.id, { environment: 'x' }))).rejects.toThrow(/It has: here/)
    expect(await database.db.targetJob.count({ where: { projectId: plan.projectId } })).toBe(0)
    const { id } = await startBench(system(), ask(plan.id))
    await expect(getBenchJob(stranger.ctx, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(stopTargetJob(viewer.ctx, id)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await getBenchJob(viewer.ctx, id)).state).toBe('waiting')
  })

  test('is refused while another of the project is under way, and after all load was stopped', async () => {
    const plan = await makePlan()
    const both = await Promise.allSettled([startBench(system(), ask(plan.id)), startBench(system(), ask(plan.id))])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { id } = await database.db.targetJob.findFirstOrThrow({ where: { projectId: plan.projectId } })
    await stopTargetJob(system(), id)
    expect(await getBenchJob(system(), id)).toMatchObject({ state: 'failed', problem: 'Stopped before it began.' })
    await stopAllLoad(system(), 'maintenance')
    await expect(startBench(system(), ask(plan.id))).rejects.toThrow(/stopped all load: maintenance/)
    await database.db.loadBlock.deleteMany({})
  })
})

describe('a job', () => {
  test('is taken once, ends failed when its worker falls silent or none is free, and is forgotten after a day', async () => {
    const { db } = database
    await db.targetJob.deleteMany({})
    const [taken, waiting, old] = await Promise.all([makePlan(), makePlan(), makePlan()])
    const ids = []
    for (const plan of [taken, waiting, old]) ids.push((await startBench(system(), ask(plan.id))).id)
    const owner = randomUUID()
    const claims = await Promise.all([
      claimTargetJob(db, owner, 'bench'),
      claimTargetJob(db, owner, 'bench'),
      claimTargetJob(db, owner, 'bench'),
    ])
    expect(new Set(claims.map((claim) => claim?.id)).size).toBe(3)
    await db.$executeRaw`UPDATE target_job SET expires_at = now() - interval '1 second'`
    await db.$executeRaw`UPDATE target_job SET state = 'waiting' WHERE id = ${ids[1]}::uuid`
    await db.$executeRaw`UPDATE target_job SET created_at = now() - interval '25 hours' WHERE id = ${ids[2]}::uuid`
    expect(await claimTargetJob(db, owner, 'bench')).toBeNull()
    await sweepTargetJobs(db)
    expect(await getBenchJob(system(), ids[0]!)).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/not answered/),
    })
    expect(await getBenchJob(system(), ids[1]!)).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/No worker was free/),
    })
    expect(await db.targetJob.findUnique({ where: { id: ids[2]! } })).toBeNull()
    expect(await finishTargetJob(db, { id: ids[0]!, ownerId: owner }, { problem: 'late' })).toBe(false)
  })
})
