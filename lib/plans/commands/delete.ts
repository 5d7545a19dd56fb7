import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { lockPlan } from './row.ts'

/** With its revisions and runs. Throws `precondition_failed` while one of its runs goes on. */
export async function deletePlan(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.db.plan.findUnique({ where: { id }, select: { projectId: true } })
  const { projectId } = await authorizeRow(ctx, row, 'plan.delete', 'plan')
  await inTransaction(ctx.db, async (tx) => {
    const { draft } = await lockPlan(tx, id)
    const active = await tx.run.findFirst({ where: { planId: id, state: { not: 'ended' } }, select: { number: true } })
    if (active) throw new AppError('precondition_failed', `Run R-${active.number} still goes on. Stop it first.`)
    const [runs, decisions] = await Promise.all([
      tx.run.count({ where: { planId: id } }),
      tx.decision.count({ where: { cycle: { planId: id } } }),
    ])
    await tx.plan.delete({ where: { id } })
    const details = { name: draft.name, runs, decisions }
    await recordAudit(tx, ctx, { verb: 'plan.delete', subject: { kind: 'plan', id }, projectId, details })
  })
}
