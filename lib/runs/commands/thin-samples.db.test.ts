import { expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import { makeRun, measuredSecond, storeRows } from '../testing.ts'
import { trimRun } from './trim.ts'

const database = useTestDatabase()

test('a long run keeps ten samples of a kind in ten minutes before its last hour, the slowest of the slow', async () => {
  const { db } = database
  const { id: runId } = await makeRun(db)
  await storeRows(db, { runId }, [measuredSecond(ALL_OPERATIONS, 8399, 1)])
  const sample = (i: number, over: object) => ({
    ...{ runId, shardIndex: i % 2, atMs: i * 10_000, operation: 'order', kind: 'failed', errorClass: 'timeout' },
    ...{ status: 0, responseMicros: 1000 + i, exchange: {}, ...over },
  })
  const made = Array.from({ length: 25 }, (_, i) => i).flatMap((i) => [
    sample(i, {}),
    sample(i, { kind: 'slowest', errorClass: null }),
    sample(i, { atMs: 4_800_000 + i }),
    sample(i, { atMs: 600_000 + i, errorClass: i < 20 ? 'timeout' : 'http-5xx' }),
  ])
  await db.exchangeSample.createMany({ data: made })
  const minutesOf = async (where: object) =>
    (await db.exchangeSample.findMany({ where: { runId, ...where }, orderBy: { atMs: 'asc' } })).map(({ atMs }) => atMs)
  await trimRun(db, runId)
  const early = { lt: 600_000 }
  const tens = (from: number) => Array.from({ length: 10 }, (_, i) => (from + i) * 10_000)
  expect(await minutesOf({ kind: 'failed', atMs: early })).toEqual(tens(0))
  expect(await minutesOf({ kind: 'slowest', atMs: early })).toEqual(tens(15))
  expect(await minutesOf({ atMs: { gte: 600_000, lt: 4_800_000 } })).toHaveLength(15)
  expect(await minutesOf({ atMs: { gte: 4_800_000 } })).toHaveLength(25)
})
