import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeMember } from '#lib/access/testing.ts'
import { createLog } from '#lib/core/log.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { uploadFile } from '#lib/plans/commands/dataset-file.ts'
import { stopAllLoad } from '#lib/runs/commands/load-block.ts'
import { startTry } from '#lib/runs/commands/start-try.ts'
import { stopTargetJob } from '#lib/runs/commands/target-job.ts'
import { registerWorker } from '#lib/runs/commands/workers.ts'
import { getBenchJob, getTryJob } from '#lib/runs/queries/target-job.ts'
import type { TryJob } from '#lib/runs/try-schema.ts'
import { serve, type TestServer } from '#worker/engine/run-fixture.ts'
import { storePlan, systemCtx, until } from './cluster-fixture.ts'
import { TryTaker } from './take-tries.ts'

const database = useTestDatabase()
const ctx = () => systemCtx(database.db)
const hasEnded = ({ state }: TryJob) => state === 'done' || state === 'failed'
let target: TestServer
let tries: TryTaker

beforeAll(async () => {
  target = await serve((request, response) => {
    if (request.url !== '/stuck') response.end(JSON.stringify({ asked: request.url }))
  })
  const id = randomUUID()
  tries = new TryTaker({ db: database.db, log: createLog('test', 'silent'), workerId: id })
  await registerWorker(database.db, { id, host: 'here', pid: 1, version: '0', labels: [], cores: 2, threads: 1 })
})
afterAll(async () => {
  await tries.leave()
  await target.close()
})

const storeOne = (baseUrl = target.url) =>
  storePlan(database.db, {
    name: 'Orders',
    environments: [{ key: 'here', name: 'Here', baseUrl }],
    testData: { datasets: [{ key: 'users', file: 'users.csv' }] },
    operations: [
      { key: 'find', name: 'Find', request: { path: '/{{ email }}' }, checks: ['body $.asked exists'] },
      { key: 'stuck', request: { path: '/stuck' } },
    ],
  })

test('a try is sent by a worker with a row of the uploaded file, several at once, and told in its row', async () => {
  const { planId, projectId } = await storeOne()
  await expect(startTry(ctx(), { id: planId, operation: 'find' })).rejects.toThrow(/users\.csv .* is not uploaded/)
  await uploadFile(ctx(), { projectId, name: 'users.csv', content: Buffer.from('email\nada@x.test\n') })
  const stuck = await startTry(ctx(), { id: planId, operation: 'stuck' })
  const { id } = await startTry(ctx(), { id: planId, operation: 'find' })
  tries.wake()
  const job = await until(() => getTryJob(ctx(), id), hasEnded)
  expect(job).toMatchObject({
    ...{ state: 'done', problem: null, operation: { key: 'find', name: 'Find' }, environment: { key: 'here' } },
    result: { problem: null, notSent: [], steps: [{ role: 'tried', isOk: true, status: 200 }] },
  })
  expect(job.result?.steps[0]?.response?.body).toBe('{"asked":"/ada%40x.test"}')
  expect(await database.db.auditEvent.count({ where: { verb: 'try.start', projectId } })).toBe(2)

  expect((await getTryJob(ctx(), stuck.id)).state).toBe('held')
  await stopTargetJob(ctx(), stuck.id, 'try')
  const stopped = await until(() => getTryJob(ctx(), stuck.id), hasEnded)
  expect(stopped.result).toMatchObject({ problem: 'Stopped.', notSent: ['stuck'] })
  await expect(getBenchJob(ctx(), id)).rejects.toMatchObject({ code: 'not_found' })
})

test('a try takes the right to start runs, an allowed target, what there is, and load that is not stopped', async () => {
  const { planId, projectId } = await storeOne()
  const [viewer, stranger] = await Promise.all([makeMember(database.db, 'viewer'), makeMember(database.db, 'admin')])
  await database.db.membership.create({ data: { userId: viewer.userId, projectId, role: 'viewer' } })
  const ask = { id: planId, operation: 'stuck' }
  await expect(startTry(viewer.ctx, ask)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(startTry(stranger.ctx, ask)).rejects.toMatchObject({ code: 'not_found' })
  await expect(startTry(ctx(), { ...ask, operation: 'buy' })).rejects.toThrow(/It has: find, stuck/)
  await expect(startTry(ctx(), { ...ask, environment: 'x' })).rejects.toThrow(/It has: here/)
  const elsewhere = await storeOne('http://10.1.2.3')
  await expect(startTry(ctx(), { ...ask, id: elsewhere.planId })).rejects.toThrow(
    /10\.1\.2\.3 is not an allowed target/,
  )
  await stopAllLoad(ctx(), 'maintenance')
  await expect(startTry(ctx(), ask)).rejects.toThrow(/stopped all load: maintenance/)
  await database.db.loadBlock.deleteMany({})
  expect(await database.db.targetJob.count({ where: { projectId } })).toBe(0)
})
