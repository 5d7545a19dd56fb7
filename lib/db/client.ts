import { PrismaPg } from '@prisma/adapter-pg'
import { findDatabaseUrl } from './database-url.ts'
import { Prisma, PrismaClient } from './generated/client.ts'

export { Prisma }
export type Db = PrismaClient
/** A client inside a transaction. A `Db` is one too, so that queries take `Tx` and work in both. */
export type Tx = Prisma.TransactionClient

const defaultPoolSize = 10

/** A client of its own pool; whoever creates it disconnects it. */
export function createDb(url: string, poolSize: number = defaultPoolSize): Db {
  const adapter = new PrismaPg({ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000 })
  return new PrismaClient({ adapter, log: [] })
}

// On globalThis, because the development server loads this module anew on every change.
const shared = globalThis as { headroomDb?: { url: string; db: Db } }

/**
 * The client of this process, created on first use. Follows the embedded Postgres when it comes back on another port.
 * Throws `unavailable` when no database is configured or running.
 */
export function getDb(): Db {
  const url = findDatabaseUrl()
  if (shared.headroomDb?.url !== url) {
    void shared.headroomDb?.db.$disconnect()
    shared.headroomDb = { url, db: createDb(url) }
  }
  return shared.headroomDb.db
}
