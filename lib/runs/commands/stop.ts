// Stop: a waiting run ends at once, a running one is told and ends when its requests are answered.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { findRunRow } from '../queries/facts.ts'
import { statesBefore } from '../run-state.ts'
import { addRunEvent, databaseTime, elapsedMs } from './lifecycle.ts'

/** Throws `conflict` when the run has ended already. Asking twice is fine. */
export async function stopRun(ctx: Ctx, runId: string): Promise<void> {
  const run = await authorizeRow(ctx, await findRunRow(ctx.db, runId), 'run.stop', 'run')
  const why = `Stopped by ${ctx.actor.name}`
  const end = { stopRequested: why, stopBy: ctx.actor.name, stopReason: 'stopped' }
  await inTransaction(ctx.db, async (tx) => {
    const endedAt = await databaseTime(tx)
    const ended = await tx.run.updateMany({
      where: { id: runId, state: 'queued' },
      data: { ...end, state: 'ended', endReason: 'stopped', endMessage: `${why} before it began`, endedAt },
    })
    const told = await tx.run.updateMany({
      where: { id: runId, state: { in: statesBefore('stopping') } },
      data: { ...end, state: 'stopping' },
    })
    if (ended.count + told.count === 0) {
      if ((await findRunRow(tx, runId))?.state === 'stopping') return
      throw new AppError('conflict', 'This run has already ended.')
    }
    await addRunEvent(tx, {
      runId,
      offsetMs: await elapsedMs(tx, runId),
      kind: 'stop',
      text: why,
      actor: ctx.actor.name,
    })
    await recordAudit(tx, ctx, { verb: 'run.stop', subject: { kind: 'run', id: runId }, projectId: run.projectId })
  })
}
