import { expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeRun } from '../testing.ts'
import { listRunEvents } from './events.ts'

const database = useTestDatabase()

test('of a long timeline the newest lines are shown, oldest of them first', async () => {
  const { id: runId } = await makeRun(database.db)
  const line = (second: number) => ({
    runId,
    offsetMs: second * 1000,
    kind: 'note',
    text: `line ${second}`,
    actor: 'Mara',
  })
  await database.db.runEvent.createMany({ data: [3, 1, 2].map(line) })
  const shown = await listRunEvents(database.db, runId, 2)
  expect(shown.map(({ text }) => text)).toEqual(['line 2', 'line 3'])
})
