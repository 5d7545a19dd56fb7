import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { makePerson } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeRun } from '../testing.ts'
import { claimShard } from './lease.ts'
import { holdLoadBlock, stopAllLoad } from './load-block.ts'

const database = useTestDatabase()
afterEach(async () => void (await database.db.loadBlock.deleteMany({})))

const admin = async () => (await makePerson(database.db, { isAdmin: true, name: 'Ann' })).ctx
const stateOf = (id: string) => database.db.run.findUniqueOrThrow({ where: { id }, include: { shards: true } })

describe('the switch that stops all load', () => {
  test('tells a run that a worker takes at this moment, and leaves its end to that worker', async () => {
    const { id } = await makeRun(database.db)
    const ctx = await admin()
    const taken = Promise.withResolvers<void>()
    const stopping = taken.promise.then(() => stopAllLoad(ctx, 'Fire'))
    await database.db.$transaction(async (tx) => {
      expect(await claimShard(tx, randomUUID())).toMatchObject({ runId: id })
      taken.resolve()
      // Long enough for the switch to have read the run as it was, and to wait for it.
      await new Promise((resolve) => setTimeout(resolve, 300))
    })
    await stopping
    expect(await stateOf(id)).toMatchObject({
      state: 'stopping',
      stopReason: 'aborted',
      shards: [{ state: 'held' }],
    })
  })

  test('ends the short work that waits for a worker, and says why', async () => {
    const { projectId } = await makeRun(database.db)
    const expiresAt = new Date(Date.now() + 60_000)
    const waiting = { projectId, kind: 'bench', state: 'waiting', input: {}, requestedBy: 'Ann', expiresAt }
    const { id } = await database.db.targetJob.create({ data: waiting })
    await stopAllLoad(await admin(), 'Fire')
    expect(await database.db.targetJob.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'failed',
      problem: 'All load was stopped: Fire',
    })
  })

  test('is there for every worker at once, and ends the run of a start under way once it is there', async () => {
    const ctx = await admin()
    let stopping: Promise<unknown> = Promise.resolve()
    const { id } = await database.db.$transaction(async (tx) => {
      await holdLoadBlock(tx)
      stopping = stopAllLoad(ctx, 'Fire')
      while ((await database.db.loadBlock.count()) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      return makeRun(tx)
    })
    await stopping
    expect(await stateOf(id)).toMatchObject({ state: 'ended', endReason: 'aborted' })
  })
})
