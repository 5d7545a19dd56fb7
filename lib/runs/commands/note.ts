import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { findRunRow } from '../queries/facts.ts'
import { addRunEvent, elapsedMs } from './lifecycle.ts'

/** Puts a note on the timeline, at `offsetMs` since the start or now. */
export async function addNote(
  ctx: Ctx,
  input: { id: string; text: string; offsetMs?: number | undefined },
): Promise<void> {
  const run = await authorizeRow(ctx, await findRunRow(ctx.db, input.id), 'run.annotate', 'run')
  const event = {
    runId: run.id,
    offsetMs: input.offsetMs ?? (await elapsedMs(ctx.db, run.id)),
    kind: 'note',
    text: input.text,
    actor: ctx.actor.name,
  }
  const subject = { kind: 'run', id: run.id }
  await inTransaction(ctx.db, async (tx) => {
    await addRunEvent(tx, event)
    await recordAudit(tx, ctx, { verb: 'run.annotate', subject, projectId: run.projectId })
  })
}
