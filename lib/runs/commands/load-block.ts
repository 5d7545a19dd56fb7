// The kill switch: every run of every worker ends, and none begins until it is lifted.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeInstance } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { blockText } from '../load-block.ts'
import { addRunEvent, databaseTime, endRun, noteStop } from './lifecycle.ts'

/** Any number nobody else uses. */
const BLOCK_LOCK = 4_711_180_229

/** A run that is being started is either seen by the switch, or sees it. */
export async function holdLoadBlock(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${BLOCK_LOCK}::bigint)`
}

/** Stops all load. Asked again, the newer reason holds. Returns how many runs it ended. */
export async function stopAllLoad(ctx: Ctx, reason: string): Promise<{ runs: number }> {
  authorizeInstance(ctx.actor, 'stop all load')
  // There for every worker at once, whatever a start under way holds up below.
  const block = { by: ctx.actor.name, reason }
  await ctx.db.loadBlock.upsert({
    where: { id: 1 },
    create: { id: 1, ...block },
    update: { ...block, createdAt: await databaseTime(ctx.db) },
  })
  return inTransaction(ctx.db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${BLOCK_LOCK}::bigint)`
    const runs = await tx.run.findMany({ where: { state: { not: 'ended' } }, select: { id: true, projectId: true } })
    for (const { id, projectId } of runs) {
      await endByBlock(tx, ctx, id, blockText(reason))
      await recordAudit(tx, ctx, { verb: 'run.stop', subject: { kind: 'run', id }, projectId, details: { reason } })
    }
    // Those under way read the block with their lease; no worker takes one that waits, and it would not say why.
    const problem = blockText(reason)
    await tx.targetJob.updateMany({ where: { state: 'waiting' }, data: { state: 'failed', problem, expiresAt: null } })
    const details = { reason, runs: runs.map(({ id }) => id) }
    await recordAudit(tx, ctx, {
      verb: 'load.stop-all',
      subject: { kind: 'instance', id: 'load' },
      projectId: null,
      details,
    })
    return { runs: runs.length }
  })
}

/** One that waits ends here; one under way is told, and its workers read the block with their lease besides. */
async function endByBlock(tx: Tx, ctx: Ctx, runId: string, message: string): Promise<void> {
  const actor = ctx.actor.name
  if (await endRun(tx, runId, { reason: 'aborted', message, endedAt: await databaseTime(tx) }, ['queued'])) {
    return addRunEvent(tx, { runId, offsetMs: 0, kind: 'end', text: message, actor })
  }
  await noteStop(tx, runId, { message, reason: 'aborted' }, actor)
}

/** Allows load again. Throws `conflict` when it was not stopped. */
export async function allowLoad(ctx: Ctx): Promise<void> {
  authorizeInstance(ctx.actor, 'allow load again')
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.loadBlock.deleteMany({})
    if (count === 0) throw new AppError('conflict', 'Load is not stopped.')
    await recordAudit(tx, ctx, { verb: 'load.allow', subject: { kind: 'instance', id: 'load' }, projectId: null })
  })
}
