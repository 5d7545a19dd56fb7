import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { createDb, type Db, type Tx } from './client.ts'
import { chooseDatabase } from './database-url.ts'
import { onDatabase } from './schema-adapter.ts'

export type TestDatabase = {
  /** Only inside tests and hooks: it exists once the file's `beforeAll` has run. */
  readonly db: Db
  readonly url: string
}

/**
 * A database of its own for a test file, with all migrations applied: call it once at the top of an `x.db.test.ts`.
 * Tests of the file share it, so they make their own projects, or roll back with `rollingBack`.
 */
export function useTestDatabase(): TestDatabase {
  let db: Db | undefined
  const template = inject('templateUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = onDatabase(template, name)
  beforeAll(async () => {
    await execute(template, `CREATE DATABASE ${name} TEMPLATE headroom STRATEGY FILE_COPY`)
    db = createDb(url, 8)
    chooseDatabase(url)
  })
  afterAll(async () => {
    await db?.$disconnect()
    await execute(template, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })
  return {
    url,
    get db() {
      if (!db) throw new Error('The test database is made in beforeAll: use it inside tests and hooks.')
      return db
    },
  }
}

/** An empty database without migrations, for tests of the migrations themselves. The caller drops nothing. */
export function useEmptyDatabase(): { readonly url: string } {
  const template = inject('templateUrl')
  const name = `empty_${randomBytes(6).toString('hex')}`
  beforeAll(() => execute(template, `CREATE DATABASE ${name}`))
  afterAll(() => execute(template, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  return { url: onDatabase(template, name) }
}

class RollBack extends Error {}

/** Runs `work` in a transaction and takes back everything it wrote. Returns what it returned. */
export async function rollingBack<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined
  try {
    await db.$transaction(async (tx) => {
      result = { value: await work(tx) }
      throw new RollBack()
    })
  } catch (error) {
    if (!(error instanceof RollBack)) throw error
  }
  return (result as { value: T }).value
}

async function execute(template: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: onDatabase(template, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
