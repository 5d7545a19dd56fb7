// Ticking a checklist: who, when, with what note and file. A later mark supersedes an earlier one; none is edited.

import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError } from '#lib/core/errors.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { MarkInput } from '../input-schema.ts'
import { readChecklists } from '../queries/checklists.ts'
import { authorizeCycle, readCycleFacts } from '../queries/facts.ts'
import type { ChecklistItem } from '../schema.ts'
import { refuseClosed } from './change-evidence.ts'

/** Throws `invalid_input` for an item the plan does not have, `forbidden` for an override by who is no lead. */
export async function markItem(ctx: Ctx, input: MarkInput): Promise<void> {
  const { id, list, item, state, note = '' } = input
  const { projectId, ...cycle } = await authorizeCycle(ctx, id, state === 'overridden' ? 'cycle.decide' : 'cycle.edit')
  refuseClosed(cycle)
  const checklists = await readChecklists(ctx.db, await readCycleFacts(ctx.db, id))
  const found = checklists[list].find(({ key }) => key === item)
  if (!found) refuse('item', `The list "${list}" has no item "${item}". It has: ${keysOf(checklists[list])}.`)
  checkState(found, input)
  await checkBelongings(ctx, projectId, input)
  await inTransaction(ctx.db, async (tx) => {
    await tx.checklistMark.create({
      data: {
        ...{ projectId, cycleId: id, list, item, state, note },
        ...{ runId: input.run ?? null, attachmentId: input.attachment ?? null },
        ...{ actorId: userIdOf(ctx.actor), actorName: ctx.actor.name },
      },
    })
    const details = { list, item: found.text, state, ...(note ? { note } : {}) }
    await recordAudit(tx, ctx, { verb: 'cycle.mark', subject: { kind: 'cycle', id }, projectId, details })
  })
}

const keysOf = (items: readonly ChecklistItem[]) => items.map(({ key }) => key).join(', ') || 'none'

function checkState(item: ChecklistItem, { state, note }: MarkInput): void {
  if (state === 'overridden' && !item.required)
    refuse('state', 'Only a required item can be overridden. Use not-applicable, or leave it open.')
  if (state === 'overridden' && !note)
    refuse('note', 'An override has a reason, e.g. { "note": "Agreed with operations for this release" }.')
  if (item.kind === 'probe' && state !== 'overridden' && state !== 'open')
    refuse(
      'state',
      `"${item.text}" is ticked by what can be proven: ${item.finding} A lead may override it with a reason.`,
    )
}

async function checkBelongings({ db }: Ctx, projectId: string, { run, attachment }: MarkInput): Promise<void> {
  const where = (id: string) => ({ where: { id, projectId } })
  if (run && (await db.run.count(where(run))) === 0) refuse('run', 'The project has no such run.')
  if (attachment && (await db.attachment.count(where(attachment))) === 0)
    refuse('attachment', 'The project has no such attachment. Upload it first.')
}

function refuse(path: string, message: string): never {
  throw new AppError('invalid_input', message, { details: { fields: [{ path, message }] } })
}
