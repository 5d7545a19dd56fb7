import { expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import { makeRun, measuredSecond, storeRows } from '../testing.ts'
import { LiveSparklines } from './live-sparklines.ts'
import { listSparklines } from './series.ts'

const database = useTestDatabase()

test('sparklines of a live run grow to what a reading of all of it gives, without reading closed points again', async () => {
  const { db } = database
  const { id } = await makeRun(db)
  const lines = new LiveSparklines(id)
  const store = (from: number, to: number, p95Micros: number, resolution: 1 | 10 = 1) => {
    const starts = Array.from({ length: (to - from) / resolution }, (_, i) => from + i * resolution)
    const rows = starts.map((second) => ({ ...measuredSecond(ALL_OPERATIONS, second, 10), resolution, p95Micros }))
    return storeRows(db, { runId: id }, rows)
  }
  await store(0, 50, 2000)
  const first = await lines.read(db, 50)
  expect(first[ALL_OPERATIONS.key]).toHaveLength(50)
  await db.bucket.deleteMany({ where: { runId: id, startSecond: 0 } })
  await store(50, 55, 7000)
  lines.changed(50)
  const grown = (await lines.read(db, 55))[ALL_OPERATIONS.key]
  expect([grown?.[0], grown?.at(-1), grown?.length]).toEqual([2, 7, 55])
  await store(55, 70, 7000)
  await store(0, 70, 5000, 10)
  lines.changed(55)
  expect(await lines.read(db, 70)).toEqual(await listSparklines(db, id, { fromSecond: 0, toSecond: 70 }))
  expect((await lines.read(db, 70))[ALL_OPERATIONS.key]).toEqual(Array(7).fill(5))
})
