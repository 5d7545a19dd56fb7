// The life of a target job: asked for, taken by one worker, kept alive, ended. Each change is one guarded statement on database time.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Db, Prisma, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { BenchProgress, BenchResult } from '../bench-schema.ts'
import { blockText } from '../load-block.ts'
import { findJobRow, JOB_NAMES } from '../queries/target-job.ts'
import { GAVE_WAY, JOB_LEASE_MS, JOB_WAITS_MS, type JobKind, RUN_PATIENCE_MS, STOPPED_BEFORE } from '../target-job.ts'
import type { TryResult } from '../try-schema.ts'
import { isRunWaitingFor } from './lease.ts'

/** A new job waits no longer than that for a worker. */
export async function limitWaiting(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE target_job SET expires_at = now() + make_interval(secs => ${JOB_WAITS_MS / 1000}) WHERE id = ${id}::uuid`
}

const UNFINISHED = ['waiting', 'held']

/** Takes the oldest waiting job for a worker, or null: a bench only for one that has no run. */
export async function claimTargetJob(tx: Tx, ownerId: string, kind: JobKind): Promise<{ id: string } | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE target_job
    SET state = 'held', owner_id = ${ownerId}::uuid,
        expires_at = clock_timestamp() + make_interval(secs => ${JOB_LEASE_MS / 1000})
    WHERE id = (
      SELECT id FROM target_job
      WHERE kind = ${kind} AND state = 'waiting' AND expires_at > now() AND NOT EXISTS (SELECT 1 FROM load_block)
        AND (${kind} = 'try' OR NOT EXISTS (SELECT 1 FROM shard JOIN run ON run.id = shard.run_id
          WHERE shard.owner_id = ${ownerId}::uuid AND shard.state = 'held' AND run.state <> 'ended'))
      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id`
  return rows[0] ?? null
}

/** Whether the worker still has it, and why it is to end; `why` null while it may go on. */
export type JobStanding = { held: false } | { held: true; why: string | null; isUrgent: boolean }

interface StandingRow {
  stopRequested: boolean
  blocked: string | null
}

/** Keeps the job alive and tells what it came to so far. */
export async function renewTargetJob(
  db: Db,
  job: { id: string; ownerId: string },
  progress: BenchProgress | null,
): Promise<JobStanding> {
  const rows = await db.$queryRaw<StandingRow[]>`
    UPDATE target_job
    SET expires_at = clock_timestamp() + make_interval(secs => ${JOB_LEASE_MS / 1000}),
        progress = COALESCE(${progress === null ? null : JSON.stringify(progress)}::jsonb, progress)
    WHERE id = ${job.id}::uuid AND owner_id = ${job.ownerId}::uuid AND state = 'held'
    RETURNING stop_requested AS "stopRequested", (SELECT reason FROM load_block LIMIT 1) AS blocked`
  const row = rows[0]
  if (!row) return { held: false }
  if (row.blocked !== null) return { held: true, why: blockText(row.blocked), isUrgent: true }
  if (row.stopRequested) return { held: true, why: 'Stopped.', isUrgent: false }
  const isWanted = await isRunWaitingFor(db, job.ownerId, RUN_PATIENCE_MS)
  return { held: true, why: isWanted ? GAVE_WAY : null, isUrgent: false }
}

export type JobEnd = { result: BenchResult | TryResult } | { problem: string }

/** False when it was no longer the worker's. */
export async function finishTargetJob(tx: Tx, job: { id: string; ownerId: string }, end: JobEnd): Promise<boolean> {
  const data =
    'result' in end
      ? { state: 'done', result: end.result as unknown as Prisma.InputJsonObject }
      : { state: 'failed', problem: end.problem }
  const { count } = await tx.targetJob.updateMany({
    where: { id: job.id, ownerId: job.ownerId, state: 'held' },
    data: { ...data, expiresAt: null },
  })
  return count === 1
}

/** Throws `conflict` when it has ended. Asking twice is fine. */
export async function stopTargetJob(ctx: Ctx, id: string, kind: JobKind = 'bench'): Promise<void> {
  const job = await authorizeRow(ctx, await findJobRow(ctx.db, id, kind), 'run.stop', JOB_NAMES[kind])
  await inTransaction(ctx.db, async (tx) => {
    const waiting = await tx.targetJob.updateMany({
      where: { id, state: 'waiting' },
      data: { state: 'failed', problem: STOPPED_BEFORE, expiresAt: null },
    })
    const told = await tx.targetJob.updateMany({ where: { id, state: 'held' }, data: { stopRequested: true } })
    if (waiting.count + told.count === 0) throw new AppError('conflict', `This ${JOB_NAMES[kind]} has already ended.`)
    const subject = { kind: 'target-job', id }
    await recordAudit(tx, ctx, { verb: `${kind}.stop`, subject, projectId: job.projectId })
  })
}

/** Fails what nobody took or whose worker fell silent, and forgets what is older than a day. */
export async function sweepTargetJobs(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    UPDATE target_job
    SET state = 'failed', expires_at = NULL,
        problem = CASE state WHEN 'waiting' THEN 'No worker was free within a minute. Try again once one is.'
          ELSE 'Its worker has not answered any more. Try again.' END
    WHERE state = ANY (${UNFINISHED}) AND expires_at < now()`
  await tx.$executeRaw`DELETE FROM target_job WHERE created_at < now() - interval '1 day'`
}

/** Whether a project has a bench that has not ended; expired ones count as ended. */
export async function hasUnfinishedJob(tx: Tx, projectId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM target_job
    WHERE project_id = ${projectId}::uuid AND kind = 'bench' AND state = ANY (${UNFINISHED}) AND expires_at > now() LIMIT 1`
  return rows.length > 0
}
