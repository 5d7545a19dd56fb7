import { describe, expect, test } from 'vitest'
import { rollingBack, useTestDatabase } from '#lib/db/testing.ts'
import { makeRun } from '#lib/runs/testing.ts'
import { listUnjudgedRuns } from '../queries/judgement.ts'

const database = useTestDatabase()
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

describe('ended runs without a verdict', () => {
  test('come oldest first, without those that cannot be judged and those their worker may still judge', async () => {
    await rollingBack(database.db, async (tx) => {
      const ended = (seconds: number, startedAt: Date | null) =>
        makeRun(tx, { state: 'ended', endReason: 'completed', startedAt, endedAt: ago(seconds) })
      const poison = await ended(300, ago(400))
      const younger = await ended(100, ago(200))
      const older = await ended(200, ago(300))
      const neverBegun = await ended(1, null)
      await ended(1, ago(5))
      await makeRun(tx, { state: 'running', startedAt: ago(60) })
      const listed = await listUnjudgedRuns(tx, [poison.id])
      expect(listed.map(({ id }) => id)).toEqual([older.id, younger.id, neverBegun.id])
      expect(await listUnjudgedRuns(tx, [], 1)).toEqual([{ id: poison.id }])
    })
  })
})
