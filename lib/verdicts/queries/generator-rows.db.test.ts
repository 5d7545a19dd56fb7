import { expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { healthySecond, makeRun, storeRows } from '#lib/runs/testing.ts'
import { listGeneratorRows } from './generator-rows.ts'

const database = useTestDatabase()

test('the seconds of all shards come in order of time, however far apart, with what they told', async () => {
  const { db } = database
  const { id } = await makeRun(db)
  const late = { ...healthySecond(9000), lagP99Micros: 4321, utilisation: 0.75, droppedTarget: 3, users: 12 }
  await storeRows(db, { runId: id }, [], [healthySecond(0), healthySecond(3600), late])
  await storeRows(db, { runId: id, shardIndex: 1 }, [], [healthySecond(3599)])
  const rows = await listGeneratorRows(db, id)
  expect(rows.map(({ second, shardIndex }) => [second, shardIndex])).toEqual([
    [0, 0],
    [3599, 1],
    [3600, 0],
    [9000, 0],
  ])
  expect(rows.at(-1)).toMatchObject({ lagP99Micros: 4321, utilisation: 0.75, droppedTarget: 3, users: 12, sent: 10 })
  expect(await listGeneratorRows(db, (await makeRun(db)).id)).toEqual([])
})
