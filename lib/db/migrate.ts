import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { AppError, messageOf } from '#lib/core/errors.ts'
import { readMigrations } from './migration-files.ts'
import { type MigrationStatus, statusOf, withClient } from './migration-status.ts'
import { migrationList, noFilters, withSchemaEngine } from './schema-engine.ts'

// Any number nobody else uses; Prisma's own lock is another.
const lockKey = 4_711_180_226

/**
 * Applies what is pending, one process at a time, into the standard `_prisma_migrations` table. Returns the names applied.
 * Throws `unavailable` naming the migration and what the database said.
 */
export async function migrate(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    if (isCurrent(await statusOf(client))) return []
    await client.query('SELECT pg_advisory_lock($1)', [lockKey])
    const status = await statusOf(client)
    assertMigratable(status)
    if (isCurrent(status)) return []
    try {
      const migrationsList = migrationList(readMigrations())
      const apply = (engine: SchemaEngine) => engine.applyMigrations({ migrationsList, filters: noFilters })
      return (await withSchemaEngine(url, apply)).appliedMigrationNames
    } catch (error) {
      const next = status.pending.join(', ')
      const text = `The database could not be brought up to date (${next}): ${messageOf(error)}`
      throw new AppError('unavailable', text, { cause: error })
    }
  })
}

const isCurrent = (status: MigrationStatus) => status.pending.length === 0 && status.failed.length === 0

function assertMigratable(status: MigrationStatus): void {
  const [failed] = status.failed
  if (failed) {
    const message = `Migration ${failed} began in this database and did not end. Restore a backup, or repair by hand and delete its row of _prisma_migrations.`
    throw new AppError('unavailable', message, { details: { failed: status.failed } })
  }
}
