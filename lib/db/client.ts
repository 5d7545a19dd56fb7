import { Socket } from 'node:net'
import { PrismaPg } from '@prisma/adapter-pg'
import { findDatabaseUrl } from './database-url.ts'
import { Prisma, PrismaClient } from './generated/client.ts'

export { Prisma }
export type Db = PrismaClient
/** A client inside a transaction. A `Db` is one too, so that queries take `Tx` and work in both. */
export type Tx = Prisma.TransactionClient

const defaultPoolSize = 10
/** No statement takes as long; a connection that says nothing for this long leads nowhere. */
const SILENT_MS = 30_000

/** A client of its own pool; whoever creates it disconnects it. A connection that was silent for `silentMs` is given up. */
export function createDb(url: string, poolSize: number = defaultPoolSize, silentMs = SILENT_MS): Db {
  const adapter = new PrismaPg({
    ...{ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000, keepAlive: true },
    stream: () => impatientSocket(silentMs),
    // What a client that vanished had locked. Not asked for while connecting: poolers refuse that.
    onConnect: (client) => client.query(`SET idle_in_transaction_session_timeout = ${SILENT_MS}`),
  })
  return new PrismaClient({ adapter, log: [] })
}

/** Of a host or network that is gone nothing is heard, not even an error. */
function impatientSocket(silentMs: number): Socket {
  const socket = new Socket()
  socket.setTimeout(silentMs, () => socket.destroy(new Error(`Postgres has said nothing for ${silentMs / 1000} s`)))
  return socket
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
