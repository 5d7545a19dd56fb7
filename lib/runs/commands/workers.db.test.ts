import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { listLiveWorkers } from '../queries/workers.ts'
import { heartbeat, registerWorker, workerLeft } from './workers.ts'

const database = useTestDatabase()

test('no run counts on a worker that is leaving, although it still shows signs of life', async () => {
  const { db } = database
  const worker = { id: randomUUID(), host: 'h', pid: 1, version: '0', labels: [], cores: 2, threads: 1 }
  await registerWorker(db, worker)
  await heartbeat(db, worker)
  expect(await listLiveWorkers(db)).toHaveLength(1)
  await workerLeft(db, worker.id)
  await heartbeat(db, worker)
  expect(await listLiveWorkers(db)).toEqual([])
})
