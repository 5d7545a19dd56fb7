import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Tx } from '#lib/db/client.ts'
import { rollingBack, useTestDatabase } from '#lib/db/testing.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import type { Lease } from '../lease.ts'
import { findRunCap } from '../queries/run-cap.ts'
import { findMeasuredSeconds, listWindowRows } from '../queries/window-rows.ts'
import { healthySecond, makeRun, measuredSecond } from '../testing.ts'
import { claimShard, isLeaseHeld, renewLease } from './lease.ts'
import { markRunning } from './lifecycle.ts'
import { recordMeasurements } from './record.ts'
import { endLostRuns, endShard } from './shard-end.ts'

const database = useTestDatabase()

const bucket = (startSecond: number, ok: number) => measuredSecond(ALL_OPERATIONS, startSecond, ok)

const claim = async (tx: Tx) => (await claimShard(tx, randomUUID())) as Lease
const silence = (tx: Tx, seconds: number) =>
  tx.$executeRaw`UPDATE shard SET lease_expires_at = now() - make_interval(secs => ${seconds}::int)`

describe('lease', () => {
  test('only one worker gets a run, and its run is starting', async () => {
    await rollingBack(database.db, async (tx) => {
      const run = await makeRun(tx)
      const lease = await claim(tx)
      expect(lease).toMatchObject({ runId: run.id, shardIndex: 0, epoch: 1 })
      expect(await claimShard(tx, randomUUID())).toBeNull()
      expect(await tx.run.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({ state: 'starting' })
    })
  })

  test('two workers asking at the same moment never share a run', async () => {
    const run = await makeRun(database.db)
    const ask = () => database.db.$transaction((tx) => claimShard(tx, randomUUID()))
    const claims = await Promise.all([ask(), ask(), ask(), ask()])
    expect(claims.filter((lease) => lease?.runId === run.id)).toHaveLength(1)
    await database.db.project.delete({ where: { id: run.projectId } })
  })

  test('no run begins, and none is started, beyond as many as may go on at a time', async () => {
    await rollingBack(database.db, async (tx) => {
      await makeRun(tx, { state: 'running' })
      const { id } = await makeRun(tx)
      expect(await claimShard(tx, randomUUID(), [], 1)).toBeNull()
      expect(await findRunCap(tx, 2)).toMatchObject({ code: 'run-cap', message: expect.stringContaining('at most 2') })
      expect(await findRunCap(tx, 3)).toBeNull()
      expect(await claimShard(tx, randomUUID(), [], 2)).toMatchObject({ runId: id })
    })
  })

  test('renewing tells of a request to stop', async () => {
    await rollingBack(database.db, async (tx) => {
      const run = await makeRun(tx)
      const lease = await claim(tx)
      expect(await renewLease(tx, lease)).toMatchObject({ held: true, stop: null, waiting: 0, isLowest: true })
      await tx.run.update({ where: { id: run.id }, data: { stopRequested: 'Stopped by Ann' } })
      const stop = { message: 'Stopped by Ann', reason: 'stopped', isUrgent: false }
      expect(await renewLease(tx, lease)).toMatchObject({ held: true, stop })
    })
  })

  test('an owner with an older epoch can neither renew nor write nor release', async () => {
    await rollingBack(database.db, async (tx) => {
      await makeRun(tx)
      const lease = await claim(tx)
      await tx.shard.update({ where: { id: lease.shardId }, data: { epoch: 2, ownerId: randomUUID() } })
      expect(await renewLease(tx, lease)).toMatchObject({ held: false })
      await expect(
        recordMeasurements(tx, lease, new Map(), { buckets: [bucket(0, 1)], generator: [] }),
      ).rejects.toMatchObject({
        code: 'conflict',
      })
      const outcome = { reason: 'completed', message: null, startedAt: null, durationMs: 1 } as const
      expect(await endShard(tx, lease, outcome)).toBe(false)
      expect(await tx.bucket.count()).toBe(0)
    })
  })

  test('a run that has ended takes no measurements, although a shard of it is held', async () => {
    await rollingBack(database.db, async (tx) => {
      const run = await makeRun(tx)
      const lease = await claim(tx)
      await tx.run.update({ where: { id: run.id }, data: { state: 'ended' } })
      const recording = { buckets: [bucket(0, 1)], generator: [] }
      await expect(recordMeasurements(tx, lease, new Map(), recording)).rejects.toMatchObject({ code: 'conflict' })
      await markRunning(tx, lease, new Date())
      expect(await tx.run.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({ startedAt: null })
    })
  })

  test('a worker that fell silent leaves its run lost with what it had written', async () => {
    await rollingBack(database.db, async (tx) => {
      const run = await makeRun(tx)
      const lease = await claim(tx)
      await recordMeasurements(tx, lease, new Map(), { buckets: [bucket(0, 5)], generator: [healthySecond(0)] })
      await silence(tx, 10)
      expect(await endLostRuns(tx)).toEqual([])
      await silence(tx, 16)
      expect(await endLostRuns(tx)).toEqual([{ id: run.id }])
      expect(await tx.run.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({
        state: 'ended',
        endReason: 'lost',
      })
      expect(await findMeasuredSeconds(tx, run.id)).toBe(1)
      expect(await tx.runEvent.count({ where: { runId: run.id, kind: 'worker' } })).toBe(1)
      expect(await renewLease(tx, lease)).toMatchObject({ held: false })
    })
  })

  test('nobody gives a shard up while its owner writes, and it is given up right after', async () => {
    const run = await makeRun(database.db)
    const lease = (await database.db.$transaction((tx) => claimShard(tx, randomUUID()))) as Lease
    await silence(database.db, 60)
    const { db } = database
    let ending: Promise<unknown> = Promise.resolve()
    await db.$transaction(async (tx) => {
      expect(await isLeaseHeld(tx, lease)).toBe(true)
      ending = db.$transaction((other) => endLostRuns(other))
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(await db.shard.count({ where: { runId: run.id, state: 'held' } })).toBe(1)
    })
    expect(await ending).toEqual([{ id: run.id }])
  })

  test('writing the same measurements twice adds nothing', async () => {
    await rollingBack(database.db, async (tx) => {
      const run = await makeRun(tx)
      const lease = await claim(tx)
      const ids = new Map()
      const recording = { buckets: [bucket(0, 5), bucket(1, 7)], generator: [healthySecond(0), healthySecond(1)] }
      await recordMeasurements(tx, lease, ids, recording)
      await recordMeasurements(tx, lease, ids, recording)
      const rows = await listWindowRows(tx, run.id, { fromSecond: 0, toSecond: 2 })
      expect(rows.map((row) => [row.startSecond, row.ok])).toEqual([
        [0, 5],
        [1, 7],
      ])
    })
  })
})
