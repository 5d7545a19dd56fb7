import pino from 'pino'
import { expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { listRunEvents } from '#lib/runs/queries/events.ts'
import { makeRun } from '#lib/runs/testing.ts'
import { OnceNotes } from './once-notes.ts'

const database = useTestDatabase()

test('a preload of minutes stays one line of the timeline, which tells how far it is', async () => {
  const { id: runId } = await makeRun(database.db)
  const notes = new OnceNotes({ db: database.db, log: pino({ level: 'silent' }), runId })
  const setup = (operation: string, done: number) => ({ name: 'setup', operation, done, of: 9 }) as const
  for (const [done, atMs] of [
    [0, 0],
    [3, 6_000],
    [4, 7_000],
    [9, 8_000],
  ] as const)
    notes.take(setup('create-order', done), atMs)
  notes.take(setup('create-customer', 0), 9_000)
  await notes.written()
  const lines = await listRunEvents(database.db, runId)
  expect(lines.map(({ text }) => text)).toEqual([
    'Setup: create-order, 9 of 9 sent',
    'Setup: create-customer, 0 of 9 sent',
  ])
})
