import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeRun } from '../testing.ts'
import { renewTargetJob } from './target-job.ts'
import { registerWorker } from './workers.ts'

const database = useTestDatabase()

test('a bench gives way to a run its worker would take, not to one that waits for workers there are none of', async () => {
  const { db } = database
  const worker = { host: 'build-2', pid: 7, version: '1', labels: [], cores: 4, threads: 3 }
  const ownerId = randomUUID()
  await registerWorker(db, { id: ownerId, ...worker })
  const createdAt = new Date(Date.now() - 60_000)
  const large = await makeRun(db, { createdAt })
  await db.shard.create({ data: { runId: large.id, index: 1 } })
  const input = { state: 'held', ownerId, kind: 'bench', input: {}, requestedBy: 'Ann' }
  const { id } = await db.targetJob.create({ data: { projectId: large.projectId, ...input } })
  const why = async () => {
    const standing = await renewTargetJob(db, { id, ownerId }, null)
    return standing.held && standing.why
  }
  expect(await why()).toBeNull()
  await registerWorker(db, { id: randomUUID(), ...worker, pid: 8 })
  expect(await why()).toMatch(/A run waited for this worker/)
  await db.shard.updateMany({ where: { runId: large.id }, data: { location: 'eu' } })
  expect(await why()).toBeNull()
  await makeRun(db, { createdAt: new Date() })
  expect(await why()).toBeNull()
  await makeRun(db, { createdAt })
  expect(await why()).toMatch(/A run waited for this worker/)
})
