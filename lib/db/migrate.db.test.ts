import { describe, expect, it } from 'vitest'
import { migrate } from './migrate.ts'
import { readMigrations } from './migration-files.ts'
import { readMigrationStatus } from './migration-status.ts'
import { onDatabase } from './schema-adapter.ts'
import { diffToSchema } from './schema-engine.ts'
import { useEmptyDatabase, useTestDatabase } from './testing.ts'

const current = useTestDatabase()
const empty = useEmptyDatabase()

describe('migrate', () => {
  it('applies all migrations once, however many processes start at the same time', async () => {
    const answers = await Promise.all([migrate(empty.url), migrate(empty.url), migrate(empty.url)])
    const names = readMigrations().map((migration) => migration.name)
    expect(names.length).toBeGreaterThan(0)
    expect(answers.flat().sort()).toEqual(names)
    expect(await readMigrationStatus(empty.url)).toEqual({
      applied: names,
      pending: [],
      failed: [],
      unknown: [],
      edited: [],
    })
  })

  it('says in a sentence what is wrong with the database it is given, without the password', async () => {
    const missing = onDatabase(current.url, 'nowhere')
    await expect(migrate(missing)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('has no database "nowhere"'),
    })
    const wrong = current.url.replace(/:[^:@]+@/, ':not-the-password@')
    await expect(migrate(wrong)).rejects.toMatchObject({ message: expect.not.stringContaining('not-the-password') })
  })
})

describe('the migrations', () => {
  it('lead to exactly the schema of prisma/', async () => {
    const sql = await diffToSchema(current.url)
    expect(sql, 'run `npm run db:migration -- <intent>` and commit what it writes').toBe('')
  })

  it('leave audit events that can be added and read but neither changed nor removed', async () => {
    await current.db.auditEvent.create({
      data: { actorKind: 'system', actorName: 'test', verb: 'tested', subjectKind: 'database', subjectId: 'x' },
    })
    await expect(current.db.auditEvent.updateMany({ data: { verb: 'other' } })).rejects.toThrow(/never changed/)
    await expect(current.db.auditEvent.deleteMany()).rejects.toThrow(/never changed/)
    await expect(current.db.$executeRaw`TRUNCATE audit_event`).rejects.toThrow(/never changed/)
    expect(await current.db.auditEvent.count()).toBe(1)
  })
})
