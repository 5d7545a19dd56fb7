// For the sweeper: keeps runs of hours small while they go on, and leaves every ended run with all its rows and no more than is kept.

import type { Db } from '#lib/db/client.ts'
import { rebuildRows } from './rebuild.ts'
import { trimRun } from './trim.ts'

const RUNS_A_SWEEP = 10

/** Runs that have something to let go, or ended and were not looked after since; not while a worker may still write to them. */
export function listUntidyRuns(db: Db, except: readonly string[] = []): Promise<{ id: string; state: string }[]> {
  return db.$queryRaw<{ id: string; state: string }[]>`
    SELECT id, state FROM run
    WHERE id <> ALL (${except}::uuid[]) AND (
      state IN ('running', 'stopping') AND started_at < now() - make_interval(secs => finest_from + 4200)
        AND started_at < now() - interval '2 hours'
      OR state = 'ended' AND tidied_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM shard WHERE shard.run_id = run.id AND shard.state = 'held' AND shard.lease_expires_at > now()
      ))
    ORDER BY ended_at NULLS FIRST
    LIMIT ${RUNS_A_SWEEP}`
}

/** One bounded step; what is left is done by the next sweep. */
export async function tidyRun(db: Db, run: { id: string; state: string }): Promise<void> {
  const isEnded = run.state === 'ended'
  if (isEnded) await rebuildRows(db, run.id)
  const isDone = await trimRun(db, run.id)
  if (isEnded && isDone)
    await db.$executeRaw`UPDATE run SET tidied_at = now() WHERE id = ${run.id}::uuid AND tidied_at IS NULL`
}
