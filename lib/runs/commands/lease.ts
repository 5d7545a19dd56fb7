// Claim, renew and release a shard, each in one guarded statement on database time.

import type { Tx } from '#lib/db/client.ts'
import { LEASE_TTL_MS, type Lease, LOST_AFTER_MS } from '../lease.ts'

/** Claims the oldest waiting shard for a worker, or null. Its run becomes `starting`. */
export async function claimShard(tx: Tx, ownerId: string): Promise<Lease | null> {
  const rows = await tx.$queryRaw<Lease[]>`
    WITH next AS (
      SELECT shard.id
      FROM shard JOIN run ON run.id = shard.run_id
      WHERE shard.state = 'waiting' AND run.state = 'queued'
      ORDER BY run.created_at, shard.index
      LIMIT 1
      FOR UPDATE OF shard, run SKIP LOCKED
    ), claimed AS (
      UPDATE shard
      SET owner_id = ${ownerId}::uuid, epoch = epoch + 1, state = 'held',
          lease_expires_at = now() + make_interval(secs => ${LEASE_TTL_MS / 1000})
      FROM next WHERE shard.id = next.id
      RETURNING shard.id, shard.run_id, shard.index, shard.owner_id, shard.epoch
    ), started AS (
      UPDATE run SET state = 'starting' FROM claimed WHERE run.id = claimed.run_id AND run.state = 'queued'
    )
    SELECT run_id AS "runId", id AS "shardId", index AS "shardIndex", owner_id AS "ownerId", epoch FROM claimed`
  return rows[0] ?? null
}

export interface LeaseStanding {
  /** False when somebody else holds the shard, or the run ended without us: stop sending, write nothing more. */
  held: boolean
  /** Why a person or a rule asked the run to stop; null while it may go on. */
  stopRequested: string | null
}

/** Extends the lease if its epoch still stands, and tells whether the run was asked to stop. */
export async function renewLease(db: Tx, lease: Lease): Promise<LeaseStanding> {
  const rows = await db.$queryRaw<{ stopRequested: string | null }[]>`
    UPDATE shard
    SET lease_expires_at = now() + make_interval(secs => ${LEASE_TTL_MS / 1000})
    FROM run
    WHERE shard.id = ${lease.shardId}::uuid AND shard.owner_id = ${lease.ownerId}::uuid
      AND shard.epoch = ${lease.epoch} AND shard.state = 'held' AND run.id = shard.run_id AND run.state <> 'ended'
    RETURNING run.stop_requested AS "stopRequested"`
  const row = rows[0]
  return row ? { held: true, stopRequested: row.stopRequested } : { held: false, stopRequested: null }
}

/**
 * Whether a write with this epoch is allowed, and stays so until the transaction ends: under the lock the owner may renew, and
 * nobody claim or end.
 */
export async function isLeaseHeld(tx: Tx, lease: Lease): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM shard
    WHERE id = ${lease.shardId}::uuid AND owner_id = ${lease.ownerId}::uuid AND epoch = ${lease.epoch} AND state = 'held'
    FOR KEY SHARE`
  return rows.length > 0
}

export async function releaseShard(tx: Tx, lease: Lease, state: 'done' | 'waiting'): Promise<boolean> {
  const { count } = await tx.shard.updateMany({
    where: { id: lease.shardId, ownerId: lease.ownerId, epoch: lease.epoch, state: 'held' },
    data: { state, leaseExpiresAt: null, ...(state === 'waiting' ? { ownerId: null } : {}) },
  })
  return count === 1
}

/**
 * Ends, as `lost`, every active run with a held shard whose owner has been silent for LOST_AFTER_MS. What was flushed stays.
 * Any process may call it; the guard makes one of them win. Returns the runs it ended.
 */
export async function endLostRuns(tx: Tx): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    WITH silent AS (
      SELECT shard.id, shard.run_id, shard.index
      FROM shard JOIN run ON run.id = shard.run_id
      WHERE shard.state = 'held' AND run.state IN ('starting', 'running', 'stopping')
        AND shard.lease_expires_at < now() - make_interval(secs => ${(LOST_AFTER_MS - LEASE_TTL_MS) / 1000})
      FOR UPDATE OF shard, run SKIP LOCKED
    ), marked AS (
      UPDATE shard SET state = 'lost' FROM silent WHERE shard.id = silent.id
    ), ended AS (
      UPDATE run
      SET state = 'ended', end_reason = 'lost', ended_at = now(),
          end_message = 'Its worker has not answered for ' || ${LOST_AFTER_MS / 1000}::int || ' s. What it had written is kept. Start the run again once a worker is up.'
      WHERE id IN (SELECT run_id FROM silent) AND state <> 'ended'
      RETURNING id, started_at
    ), noted AS (
      INSERT INTO run_event (id, run_id, offset_ms, kind, text, actor)
      SELECT gen_random_uuid(), id, COALESCE((EXTRACT(EPOCH FROM now() - started_at) * 1000)::int, 0), 'worker',
             'Worker lost: no sign of life for ' || ${LOST_AFTER_MS / 1000}::int || ' s', 'system'
      FROM ended
    )
    SELECT id FROM ended`
}
