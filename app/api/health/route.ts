import { messageOf } from '#lib/core/errors.ts'
import { version } from '#lib/core/version.ts'
import { getDb } from '#lib/db/client.ts'
import { findDatabaseUrl } from '#lib/db/database-url.ts'
import { readMigrationStatus } from '#lib/db/migration-status.ts'
import { listLiveWorkers } from '#lib/runs/queries/workers.ts'

export const dynamic = 'force-dynamic'

/** Readiness: 200 when the database answers and is up to date, else 503; workers are told, and may be none. */
export async function GET(): Promise<Response> {
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
    return answer(body, isCurrent)
  } catch (error) {
    return answer(
      { status: 'unavailable', version, database: { status: 'unavailable', message: messageOf(error) } },
      false,
    )
  }
}

function answer(body: object, isUp: boolean): Response {
  return Response.json(body, { status: isUp ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
