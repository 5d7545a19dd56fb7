import { messageOf } from '#lib/core/errors.ts'
import { version } from '#lib/core/version.ts'
import { getDb } from '#lib/db/client.ts'
import { findDatabaseUrl } from '#lib/db/database-url.ts'
import { readMigrationStatus } from '#lib/db/migration-status.ts'
import { listLiveWorkers } from '#lib/runs/queries/workers.ts'

export const dynamic = 'force-dynamic'

/** Anybody may ask, as often as they like: the database is asked once a second at most. */
const FRESH_MS = 1_000
let latest: { at: number; answer: Promise<Health> } | null = null

/** Readiness: 200 when the database answers and is up to date, else 503; workers are told, and may be none. */
export async function GET(): Promise<Response> {
  if (!latest || Date.now() - latest.at > FRESH_MS) latest = { at: Date.now(), answer: readHealth() }
  const { body, isUp } = await latest.answer
  return Response.json(body, { status: isUp ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}

interface Health {
  body: object
  isUp: boolean
}

async function readHealth(): Promise<Health> {
  try {
    const { applied, pending, failed } = await readMigrationStatus(findDatabaseUrl())
    const isCurrent = pending.length === 0 && failed.length === 0
    const workers = isCurrent ? await listLiveWorkers(getDb()) : []
    const body = {
      status: isCurrent ? 'ok' : 'unavailable',
      version,
      database: { status: 'ok' },
      migrations: { applied: applied.length, pending, failed },
      workers: workers.map(({ id, host, cores, heartbeatAt }) => ({ id, host, cores, lastHeartbeat: heartbeatAt })),
    }
    return { body, isUp: isCurrent }
  } catch (error) {
    const database = { status: 'unavailable', message: messageOf(error) }
    return { body: { status: 'unavailable', version, database }, isUp: false }
  }
}
