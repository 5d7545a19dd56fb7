// Ticking the during-list of a run that stands in no cycle. A later mark supersedes an earlier one; none is edited.

import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { runLabel } from '#lib/runs/head.ts'
import type { MarkRunInput } from '../input-schema.ts'
import { readRunChecklist } from '../queries/run-checklist.ts'

/** Throws `invalid_input` for an item its plan does not have, `precondition_failed` for a run of a cycle, whose checklist it shares. */
export async function markRunItem(ctx: Ctx, { id, item, state, note = '' }: MarkRunInput): Promise<void> {
  const row = await ctx.db.run.findUnique({
    where: { id },
    select: { projectId: true, number: true, cycles: { select: { cycle: { select: { id: true, name: true } } } } },
  })
  const { projectId, number, cycles } = await authorizeRow(ctx, row, 'run.annotate', 'run')
  const cycle = cycles[0]?.cycle
  if (cycle)
    throw new AppError(
      'precondition_failed',
      `${runLabel(number)} belongs to the cycle ${cycle.name}: mark it there, by POST /cycles/${cycle.id}/checklist with "run".`,
    )
  const items = await readRunChecklist(ctx.db, id)
  const found = items.find(({ key }) => key === item)
  if (!found) {
    const message = `The list "during" has no item "${item}". It has: ${items.map(({ key }) => key).join(', ') || 'none'}.`
    throw new AppError('invalid_input', message, { details: { fields: [{ path: 'item', message }] } })
  }
  await inTransaction(ctx.db, async (tx) => {
    const who = { actorId: userIdOf(ctx.actor), actorName: ctx.actor.name }
    await tx.checklistMark.create({ data: { projectId, runId: id, list: 'during', item, state, note, ...who } })
    const details = { item: found.text, state, ...(note ? { note } : {}) }
    await recordAudit(tx, ctx, { verb: 'run.mark', subject: { kind: 'run', id }, projectId, details })
  })
}
