// The checklist before the start is a gate: an open required item refuses it, unless a lead overrides it with a reason.

import type { Ctx } from '#lib/access/actor.ts'
import { userIdOf } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { gateProblem } from '../checklist.ts'
import type { CycleFacts } from '../facts.ts'
import { readChecklists } from '../queries/checklists.ts'

/** Throws `precondition_failed` naming what is open; with `override` marks it overridden, `forbidden` for who is no lead. */
export async function passGate(ctx: Ctx, facts: CycleFacts, override: string | undefined): Promise<void> {
  const checklists = await readChecklists(ctx.db, facts)
  const message = gateProblem(checklists)
  if (message === null) return
  const { open } = checklists.gate
  if (override === undefined) {
    const problems = open.map(({ key, text }) => ({ code: 'checklist-open', message: text, item: key }))
    throw new AppError('precondition_failed', message, { details: { problems } })
  }
  const { id: cycleId, projectId } = facts.cycle
  await authorize(ctx, projectId, 'cycle.decide')
  const who = { actorId: userIdOf(ctx.actor), actorName: ctx.actor.name }
  await inTransaction(ctx.db, async (tx) => {
    await tx.checklistMark.createMany({
      data: open.map(({ key }) => ({
        ...{ projectId, cycleId, list: 'before', item: key, state: 'overridden', note: override, ...who },
      })),
    })
    const details = { because: override, items: open.map(({ text }) => text) }
    const subject = { kind: 'cycle', id: cycleId }
    await recordAudit(tx, ctx, { verb: 'cycle.override-gate', subject, projectId, details })
  })
}
