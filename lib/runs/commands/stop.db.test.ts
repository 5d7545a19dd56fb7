import { describe, expect, test } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeRun } from '../testing.ts'
import { addNote } from './note.ts'
import { stopRun } from './stop.ts'

const database = useTestDatabase()
/** A web machine whose clock is years behind. */
const late = (): Ctx => ({ actor: { kind: 'system', name: 'Ann' }, db: database.db, now: new Date(0) })

describe('times of a run', () => {
  test('are told by the clock of the database, whatever that of the web machine says', async () => {
    const { db } = database
    const queued = await makeRun(db)
    await stopRun(late(), queued.id)
    const ended = await db.run.findUniqueOrThrow({ where: { id: queued.id } })
    expect(ended).toMatchObject({ state: 'ended', endReason: 'stopped' })
    expect(Math.abs(ended.endedAt!.getTime() - ended.createdAt.getTime())).toBeLessThan(60_000)

    const running = await makeRun(db, { state: 'running' })
    await db.$executeRaw`UPDATE run SET started_at = now() - interval '100 seconds' WHERE id = ${running.id}::uuid`
    await addNote(late(), { id: running.id, text: 'Cache warm' })
    await stopRun(late(), running.id)
    const events = await db.runEvent.findMany({ where: { runId: running.id } })
    expect(events.map(({ kind }) => kind).toSorted()).toEqual(['note', 'stop'])
    for (const { offsetMs } of events) expect(Math.abs(Number(offsetMs) - 100_000)).toBeLessThan(60_000)
  })
})
