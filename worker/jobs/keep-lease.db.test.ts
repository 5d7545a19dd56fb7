import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createLog } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { claimShard, type LeaseStanding, type StopOrder } from '#lib/runs/commands/lease.ts'
import { orderStop } from '#lib/runs/commands/lifecycle.ts'
import type { Lease } from '#lib/runs/lease.ts'
import { makeRun } from '#lib/runs/testing.ts'
import { until } from './cluster-fixture.ts'
import { LeaseKeeper } from './keep-lease.ts'

const database = useTestDatabase()
const log = createLog('test', 'silent')

async function hold(db: Db = database.db, stopWithoutDatabaseMs?: number) {
  const run = await makeRun(database.db)
  const lease = (await database.db.$transaction((tx) => claimShard(tx, randomUUID()))) as Lease
  const told = { stops: [] as StopOrder[], standings: [] as LeaseStanding[], lost: 0 }
  const keeper = new LeaseKeeper({
    ...{ db, log, lease, stopWithoutDatabaseMs, answerWithinMs: 200 },
    onStanding: (standing) => told.standings.push(standing),
    onStop: (order) => told.stops.push(order),
    onLost: () => told.lost++,
  })
  return { runId: run.id, keeper, told }
}

const soon = (isSo: () => boolean) => until(async () => isSo(), Boolean)

describe('who keeps a lease', () => {
  test('hears once that the run is to stop, and who waits for the others is let go', async () => {
    const { runId, keeper, told } = await hold()
    const waiting = keeper.until(({ startAt }) => startAt !== null)
    await soon(() => told.standings.length > 0)
    await orderStop(database.db, runId, { message: 'Enough', reason: 'aborted' })
    expect(await waiting).toBeNull()
    expect(await keeper.until(() => true)).toBeNull()
    await keeper.stop()
    expect(told.stops).toEqual([{ message: 'Enough', reason: 'aborted', isUrgent: false }])
  })

  test('hears the switch that stops all load although nobody told this run', async () => {
    const { told, keeper } = await hold()
    await database.db.loadBlock.create({ data: { by: 'Ann', reason: 'Fire' } })
    await soon(() => told.stops.length > 0)
    await keeper.stop()
    await database.db.loadBlock.deleteMany({})
    expect(told.stops).toEqual([{ message: 'All load was stopped: Fire', reason: 'aborted', isUrgent: true }])
  })

  test('stops when the database has been away too long for anybody to call the run off', async () => {
    const away = new Proxy(database.db, {
      get: (db, name) =>
        name === '$queryRaw' ? () => Promise.reject(new Error('connect ECONNREFUSED')) : Reflect.get(db, name, db),
    })
    const { keeper, told } = await hold(away, 300)
    expect(await keeper.until(() => true)).toBeNull()
    await keeper.stop()
    expect(told.stops).toEqual([{ message: expect.stringContaining('could not be reached'), reason: 'aborted' }])
    expect(told.lost).toBe(0)
  })

  test('asks again over another connection when one has gone silent', async () => {
    let asked = 0
    const silentAtFirst = new Proxy(database.db, {
      get: (db, name) =>
        name === '$queryRaw' && asked++ === 0 ? () => new Promise(() => {}) : Reflect.get(db, name, db),
    })
    const { keeper, told } = await hold(silentAtFirst)
    await soon(() => told.standings.length > 0)
    await keeper.stop()
    expect(told).toMatchObject({ stops: [], lost: 0 })
  })

  test('gives up when the shard is held by somebody else', async () => {
    const { runId, keeper, told } = await hold()
    await database.db.shard.updateMany({ where: { runId }, data: { epoch: 7 } })
    await soon(() => told.lost === 1)
    await keeper.stop()
    expect(told.stops).toEqual([])
  })
})
