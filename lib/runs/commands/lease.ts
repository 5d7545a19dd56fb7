// Claim, renew and hold a shard, on database time. How a shard ends: shard-end.ts.

import { getEnv } from '#lib/core/env.ts'
import type { Tx } from '#lib/db/client.ts'
import { type LoadChange, loadChangeSchema } from '#lib/load/change.ts'
import { LEASE_TTL_MS, type Lease } from '../lease.ts'
import { blockText } from '../load-block.ts'
import { listLiveWorkers } from '../queries/workers.ts'
import { type Candidate, chooseShard, type WaitingRun } from '../shards.ts'

/** One claim at a time, so that each sees what the others have left. Any number nobody else uses. */
const CLAIM_LOCK = 4_711_180_228

/** Claims a waiting shard for a worker that has none, or null. Its run becomes `starting`. */
export async function claimShard(
  tx: Tx,
  ownerId: string,
  labels: readonly string[] = [],
  maxRuns = getEnv().HEADROOM_MAX_RUNS,
): Promise<Lease | null> {
  if (!(await isAnyWaiting(tx))) return null
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CLAIM_LOCK}::bigint)`
  if (await tx.loadBlock.findFirst({ select: { id: true } })) return null
  const chosen = await choose(tx, { id: ownerId, labels }, { maxRuns })
  return chosen && (await hold(tx, ownerId, chosen))
}

/** Whether a worker that does something else would take a part of a run that has waited for so long. */
export async function isRunWaitingFor(tx: Tx, ownerId: string, waitedMs: number): Promise<boolean> {
  if (!(await isAnyWaiting(tx))) return false
  const worker = await tx.worker.findUnique({ where: { id: ownerId }, select: { id: true, labels: true } })
  return worker !== null && (await choose(tx, worker, { maxRuns: getEnv().HEADROOM_MAX_RUNS, waitedMs })) !== null
}

async function choose(tx: Tx, worker: Candidate, { maxRuns, waitedMs = 0 }: { maxRuns: number; waitedMs?: number }) {
  const underWay = await tx.run.count({ where: { state: { in: ['starting', 'running', 'stopping'] } } })
  const waiting = await listWaitingRuns(tx, waitedMs)
  const runs = underWay < maxRuns ? waiting : waiting.filter(({ isStarting }) => isStarting)
  if (runs.length === 0) return null
  const idle = (await listLiveWorkers(tx)).filter(({ id, shard }) => id !== worker.id && shard === null)
  return chooseShard(runs, worker, idle)
}

async function isAnyWaiting(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM run JOIN shard ON shard.run_id = run.id
    WHERE run.state IN ('queued', 'starting') AND shard.state = 'waiting' LIMIT 1`
  return rows.length > 0
}

/** Oldest first. */
async function listWaitingRuns(tx: Tx, waitedMs: number): Promise<WaitingRun[]> {
  const rows = await tx.$queryRaw<{ runId: string; state: string; index: number; location: string | null }[]>`
    SELECT run.id AS "runId", run.state, shard.index, shard.location
    FROM run JOIN shard ON shard.run_id = run.id
    WHERE run.state IN ('queued', 'starting') AND shard.state = 'waiting'
      AND (${waitedMs}::float8 = 0 OR run.created_at < now() - make_interval(secs => ${waitedMs / 1000}::float8))
    ORDER BY run.created_at, run.id, shard.index`
  const byRun = Map.groupBy(rows, ({ runId }) => runId)
  return [...byRun].map(([runId, shards]) => ({ runId, isStarting: shards[0]?.state === 'starting', shards }))
}

/** Null when the run was stopped at this moment. */
async function hold(
  tx: Tx,
  ownerId: string,
  { runId, index }: { runId: string; index: number },
): Promise<Lease | null> {
  const rows = await tx.$queryRaw<Lease[]>`
    WITH begun AS (
      UPDATE run SET state = 'starting' WHERE id = ${runId}::uuid AND state IN ('queued', 'starting') RETURNING id
    )
    UPDATE shard
    SET owner_id = ${ownerId}::uuid, epoch = epoch + 1, state = 'held',
        worker = (SELECT host || ' (' || pid || ')' FROM worker WHERE id = ${ownerId}::uuid),
        lease_expires_at = now() + make_interval(secs => ${LEASE_TTL_MS / 1000})
    FROM begun
    WHERE shard.run_id = begun.id AND shard.index = ${index} AND shard.state = 'waiting'
    RETURNING shard.run_id AS "runId", shard.id AS "shardId", shard.index AS "shardIndex",
              shard.owner_id AS "ownerId", shard.epoch`
  return rows[0] ?? null
}

export interface StopOrder {
  message: string
  /** How the run ends by it. */
  reason: 'stopped' | 'aborted' | 'completed'
  /** All load is to end at once. */
  isUrgent?: boolean
}

/** What the owner of a shard learns from the database each time it renews. */
export interface LeaseStanding {
  /** False when somebody else holds the shard, or the run ended without us: stop sending, write nothing more. */
  held: true
  /** Why a person or a rule asked the run to stop; null while it may go on. */
  stop: StopOrder | null
  /** Second 0 in database time, once every shard is ready. */
  startAt: Date | null
  loadChanges: LoadChange[]
  hasSharedValues: boolean
  /** Shards of the run without a worker so far. */
  waiting: number
  /** No shard before this one is held. */
  isLowest: boolean
  /** No other shard is held. */
  isAlone: boolean
  /** The clock of the database as it answered. */
  databaseTime: Date
}

interface StandingRow extends Omit<LeaseStanding, 'held' | 'stop' | 'loadChanges'> {
  stopRequested: string | null
  stopReason: string | null
  blocked: string | null
  loadChanges: unknown
}

/** Extends the lease if its epoch still stands, and tells what the run's other shards and its users decided meanwhile. */
export async function renewLease(db: Tx, lease: Lease): Promise<LeaseStanding | { held: false }> {
  const rows = await db.$queryRaw<StandingRow[]>`
    UPDATE shard
    SET lease_expires_at = clock_timestamp() + make_interval(secs => ${LEASE_TTL_MS / 1000})
    FROM run
    WHERE shard.id = ${lease.shardId}::uuid AND shard.owner_id = ${lease.ownerId}::uuid
      AND shard.epoch = ${lease.epoch} AND shard.state = 'held' AND run.id = shard.run_id AND run.state <> 'ended'
    RETURNING run.stop_requested AS "stopRequested", run.stop_reason AS "stopReason", run.start_at AS "startAt",
      run.load_changes AS "loadChanges", run.shared_values IS NOT NULL AS "hasSharedValues",
      (SELECT reason FROM load_block LIMIT 1) AS blocked,
      (SELECT count(*)::int FROM shard o WHERE o.run_id = run.id AND o.state = 'waiting') AS waiting,
      NOT EXISTS (SELECT 1 FROM shard o WHERE o.run_id = run.id AND o.state = 'held' AND o.index < shard.index)
        AS "isLowest",
      NOT EXISTS (SELECT 1 FROM shard o WHERE o.run_id = run.id AND o.state = 'held' AND o.index <> shard.index)
        AS "isAlone",
      clock_timestamp() AS "databaseTime"`
  const row = rows[0]
  if (!row) return { held: false }
  const { stopRequested, stopReason, blocked, loadChanges, ...rest } = row
  const stop = stopOf({ stopRequested, stopReason, blocked })
  return { held: true, ...rest, stop, loadChanges: loadChangeSchema.array().parse(loadChanges) }
}

function stopOf(row: Pick<StandingRow, 'stopRequested' | 'stopReason' | 'blocked'>): StopOrder | null {
  const { stopRequested, stopReason, blocked } = row
  const isUrgent = blocked !== null
  if (stopRequested !== null) return { message: stopRequested, reason: reasonOf(stopReason), isUrgent }
  return isUrgent ? { message: blockText(blocked), reason: 'aborted', isUrgent } : null
}

const reasonOf = (text: string | null): StopOrder['reason'] =>
  text === 'aborted' || text === 'completed' ? text : 'stopped'

/**
 * Whether a write with this epoch is allowed, and stays so until the transaction ends: the lock lets the owner renew and others write,
 * and keeps everybody from giving the shard up or ending the run (`lockRun`).
 */
export async function isLeaseHeld(tx: Tx, lease: Lease): Promise<boolean> {
  // Of all locks of a row, the weakest waits only for "FOR UPDATE", which is how a run is locked; one of the shard would not keep
  // anybody from ending it. What stands under the lock is read after it was got.
  await tx.$executeRaw`SELECT 1 FROM run WHERE id = ${lease.runId}::uuid FOR KEY SHARE`
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM shard JOIN run ON run.id = shard.run_id
    WHERE shard.id = ${lease.shardId}::uuid AND owner_id = ${lease.ownerId}::uuid AND epoch = ${lease.epoch}
      AND shard.state = 'held' AND run.state <> 'ended'`
  return rows.length > 0
}
