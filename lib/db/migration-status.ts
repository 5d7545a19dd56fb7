import { createHash } from 'node:crypto'
import pg from 'pg'
import { AppError } from '#lib/core/errors.ts'
import { describeConnectionProblem } from './connection-problem.ts'
import { readMigrations } from './migration-files.ts'

export type MigrationStatus = {
  applied: string[]
  pending: string[]
  /** Began and did not end: the database needs a look. */
  failed: string[]
  /** In the database and not in this version of Headroom, which is then the older one. */
  unknown: string[]
  /** Applied, but its file has changed since. */
  edited: string[]
}

type Row = { migration_name: string; checksum: string; finished_at: Date | null; rolled_back_at: Date | null }

/** How the migrations of this version stand in the database. Throws `unavailable` when it cannot be reached. */
export async function readMigrationStatus(url: string): Promise<MigrationStatus> {
  return withClient(url, statusOf)
}

export async function statusOf(client: pg.Client): Promise<MigrationStatus> {
  const rows = await readRows(client)
  const files = readMigrations()
  const finished = new Map(rows.filter((row) => row.finished_at).map((row) => [row.migration_name, row.checksum]))
  const names = new Set(files.map((file) => file.name))
  return {
    applied: [...finished.keys()],
    pending: files.filter((file) => !finished.has(file.name)).map((file) => file.name),
    failed: rows.filter((row) => !row.finished_at).map((row) => row.migration_name),
    unknown: [...finished.keys()].filter((name) => !names.has(name)),
    edited: files
      .filter((file) => (finished.get(file.name) ?? hash(file.sql)) !== hash(file.sql))
      .map((file) => file.name),
  }
}

async function readRows(client: pg.Client): Promise<Row[]> {
  const { rows: found } = await client.query<{ table: string | null }>(
    `SELECT to_regclass('_prisma_migrations')::text AS table`,
  )
  if (!found[0]?.table) return []
  const { rows } = await client.query<Row>(
    'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name',
  )
  return rows
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/** Lends a connection. Throws `unavailable` with what to do when there is none to be had. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw new AppError('unavailable', describeConnectionProblem(error, url), { cause: error })
  }
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
