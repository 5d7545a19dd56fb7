// How the parts of a run end, and the run with the last of them: the gravest end counts, the longest part tells how long it took.

import type { Tx } from '#lib/db/client.ts'
import { LEASE_TTL_MS, type Lease, LOST_AFTER_MS } from '../lease.ts'
import { gravest } from '../run-state.ts'
import type { EndReason } from '../schema.ts'
import { partText } from '../shards.ts'
import { addRunEvent, databaseTime, endRun, noteStop, orderStop } from './lifecycle.ts'

export interface ShardOutcome {
  reason: Exclude<EndReason, 'lost'>
  message: string | null
  /** Second 0, in database time; null when it did not get there. */
  startedAt: Date | null
  durationMs: number
}

/**
 * Ends the part of a run its owner has done with, and the run with the last one. One that did not complete stops the others. False
 * when the lease is no longer held: then somebody else has said how it ended.
 */
export async function endShard(tx: Tx, lease: Lease, outcome: ShardOutcome): Promise<boolean> {
  await lockRun(tx, lease.runId)
  const { reason, message, startedAt, durationMs } = outcome
  const { count } = await tx.shard.updateMany({
    where: { id: lease.shardId, ownerId: lease.ownerId, epoch: lease.epoch, state: 'held' },
    data: { state: 'done', leaseExpiresAt: null, endReason: reason, endMessage: message, durationMs },
  })
  if (count === 0) return false
  if (startedAt) await tx.run.updateMany({ where: { id: lease.runId, startedAt: null }, data: { startedAt } })
  await stopOthers(tx, lease, outcome)
  await endRunWhenOver(tx, lease.runId)
  return true
}

/** Tells the other parts of a run that one did not complete; they hear only the first that says so. */
export async function stopOthers(
  tx: Tx,
  lease: Lease,
  { reason, message }: Pick<ShardOutcome, 'reason' | 'message'>,
): Promise<void> {
  if (reason === 'completed') return
  const others = await tx.shard.findMany({ where: { runId: lease.runId }, select: { index: true, worker: true } })
  if (others.length < 2) return
  const own = others.find(({ index }) => index === lease.shardIndex)
  const why = `${own?.worker ?? 'A worker'}, ${partText(lease.shardIndex, others.length)}: ${message ?? reason}`
  await noteStop(tx, lease.runId, { message: why, reason: reason === 'stopped' ? 'stopped' : 'aborted' })
}

/** Of those that end at the same moment one is the last. */
export async function lockRun(tx: Tx, runId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM run WHERE id = ${runId}::uuid FOR UPDATE`
}

/** Ends a run of which nothing is under way any more. Under the lock of the run. */
export async function endRunWhenOver(tx: Tx, runId: string): Promise<boolean> {
  const run = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: { state: true, startedAt: true } })
  const shards = await tx.shard.findMany({ where: { runId }, orderBy: { index: 'asc' } })
  const isUnderWay = shards.some(({ state }) => state === 'held' || (state === 'waiting' && run.state !== 'stopping'))
  if (isUnderWay) return false
  const ended = shards.flatMap(({ endReason, ...shard }) =>
    endReason === null ? [] : [{ ...shard, endReason: endReason as EndReason }],
  )
  const decisive = gravest(ended)
  if (!decisive) return false
  const reason = decisive.endReason
  const told = ended.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]))
  const endedAt = run.startedAt && told.length > 0 ? after(run.startedAt, Math.max(...told)) : await databaseTime(tx)
  if (!(await endRun(tx, runId, { reason, message: decisive.endMessage, endedAt }))) return false
  const offsetMs = run.startedAt ? endedAt.getTime() - run.startedAt.getTime() : 0
  const text = reason === 'stopped' ? 'No more load is sent' : (decisive.endMessage ?? 'The schedule is over')
  await addRunEvent(tx, { runId, offsetMs, kind: 'end', text, actor: 'system' })
  return true
}

const after = (start: Date, ms: number): Date => new Date(start.getTime() + ms)

/**
 * Gives up every held shard whose owner has been silent for `lostAfterMs`, and stops the other shards of its run; with the last one the
 * run ends as `lost`. What was written stays. Any process may call it; the guards make one of them win. Returns the runs that ended.
 */
export async function endLostRuns(tx: Tx, lostAfterMs = LOST_AFTER_MS): Promise<{ id: string }[]> {
  const runs = await tx.$queryRaw<{ id: string; startedAt: Date | null }[]>`
    SELECT run.id, run.started_at AS "startedAt" FROM run
    WHERE state IN ('starting', 'running', 'stopping') AND EXISTS (
      SELECT 1 FROM shard
      WHERE shard.run_id = run.id AND shard.state = 'held'
        AND shard.lease_expires_at < now() + make_interval(secs => ${(LEASE_TTL_MS - lostAfterMs) / 1000}))
    ORDER BY run.id FOR UPDATE OF run`
  const ended: { id: string }[] = []
  for (const run of runs) if (await giveUpSilentShards(tx, run, lostAfterMs)) ended.push({ id: run.id })
  return ended
}

/** True when the run ended by it. */
async function giveUpSilentShards(
  tx: Tx,
  run: { id: string; startedAt: Date | null },
  lostAfterMs: number,
): Promise<boolean> {
  const count = await tx.shard.count({ where: { runId: run.id } })
  const lost = await tx.$queryRaw<LostShard[]>`
    UPDATE shard SET state = 'lost', lease_expires_at = NULL, end_reason = 'lost'
    WHERE run_id = ${run.id}::uuid AND state = 'held'
      AND lease_expires_at < now() + make_interval(secs => ${(LEASE_TTL_MS - lostAfterMs) / 1000})
    RETURNING id, index, worker, now() AS now, (
      SELECT max(second) FROM generator_second told
      WHERE told.run_id = shard.run_id AND told.shard_index = shard.index
    ) AS "lastSecond"`
  for (const shard of lost) {
    const name = `${shard.worker ?? 'Its worker'}${count > 1 ? `, ${partText(shard.index, count)},` : ''}`
    const why = `${name} has not answered for ${Math.round(lostAfterMs / 1000)} s.`
    const endMessage = `${why} What it had written is kept. Start the run again once a worker is up.`
    await tx.shard.update({ where: { id: shard.id }, data: { endMessage } })
    await noteLoss(tx, run, shard, { name, why })
    if (count > 1) await orderStop(tx, run.id, { message: endMessage, reason: 'aborted' })
  }
  return endRunWhenOver(tx, run.id)
}

interface LostShard {
  id: string
  index: number
  worker: string | null
  now: Date
  lastSecond: number | null
}

/** On the timeline: when it was noticed, and from where on its part has no data. */
async function noteLoss(
  tx: Tx,
  { id: runId, startedAt }: { id: string; startedAt: Date | null },
  { now, lastSecond }: LostShard,
  { name, why }: { name: string; why: string },
): Promise<void> {
  const offsetMs = startedAt ? now.getTime() - startedAt.getTime() : 0
  await addRunEvent(tx, { runId, offsetMs, kind: 'worker', text: `Worker lost: ${why}`, actor: 'system' })
  if (!startedAt) return
  const gapMs = ((lastSecond ?? -1) + 1) * 1000
  const text = `Gap: ${name.replace(/,$/, '')} told nothing from here on`
  await addRunEvent(tx, { runId, offsetMs: gapMs, kind: 'gap', text, actor: 'system' })
}
