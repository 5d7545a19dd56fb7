import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { lockPlan } from './row.ts'

/**
 * With its revisions, runs and cycles. Throws `precondition_failed` while one of its runs goes on, and for a plan of which a cycle was
 * decided on: decisions are kept, and such a plan is archived instead.
 */
export async function deletePlan(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.db.plan.findUnique({ where: { id }, select: { projectId: true } })
  const { projectId } = await authorizeRow(ctx, row, 'plan.delete', 'plan')
  await inTransaction(ctx.db, async (tx) => {
    const { draft } = await lockPlan(tx, id)
    const active = await tx.run.findFirst({ where: { planId: id, state: { not: 'ended' } }, select: { number: true } })
    if (active) throw new AppError('precondition_failed', `Run R-${active.number} still goes on. Stop it first.`)
    await refuseDecided(tx, id)
    const runs = await tx.run.count({ where: { planId: id } })
    await tx.plan.delete({ where: { id } })
    const details = { name: draft.name, runs }
    await recordAudit(tx, ctx, { verb: 'plan.delete', subject: { kind: 'plan', id }, projectId, details })
  })
}

const NAMED = 3

/** Nobody decides on a cycle while it is looked at. */
async function refuseDecided(tx: Tx, planId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM cycle WHERE plan_id = ${planId}::uuid FOR UPDATE`
  const decided = await tx.cycle.findMany({
    where: { planId, decisions: { some: {} } },
    select: { id: true, name: true, decisions: { select: { _count: { select: { signOffs: true } } } } },
    orderBy: { number: 'desc' },
  })
  if (decided.length === 0) return
  const signatures = decided.flatMap(({ decisions }) => decisions).reduce((sum, one) => sum + one._count.signOffs, 0)
  const names = decided.slice(0, NAMED).map(({ name }) => `"${name}"`)
  const rest = decided.length > NAMED ? ` and ${decided.length - NAMED} more` : ''
  const signed = signatures === 0 ? '' : signatures === 1 ? ' and signed once' : ` and signed ${signatures} times`
  throw new AppError(
    'precondition_failed',
    `${names.join(', ')}${rest} ${decided.length === 1 ? 'was' : 'were'} decided on by this plan${signed}, and decisions are kept. Give the plan the status "archived" instead: it leaves the lists, and all that stands on it stays readable.`,
    { details: { instead: 'archive', cycles: decided.map(({ id, name }) => ({ id, name })) } },
  )
}
