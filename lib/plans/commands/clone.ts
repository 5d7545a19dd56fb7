import type { Ctx } from '#lib/access/actor.ts'
import { authorize, authorizeRow } from '#lib/access/queries/authorize.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { toPlan } from '../plan-view.ts'
import type { PlanView } from '../schema.ts'
import { insertPlan } from './create.ts'
import { lockPlan } from './row.ts'

const LONGEST_NAME = 200

/** The draft as it is now as a plan of its own: in status draft, at version 1, without revisions and runs. */
export async function clonePlan(ctx: Ctx, { id, name }: { id: string; name?: string }): Promise<PlanView> {
  const row = await ctx.db.plan.findUnique({ where: { id }, select: { projectId: true } })
  const { projectId } = await authorizeRow(ctx, row, 'plan.edit', 'plan')
  const role = await authorize(ctx, projectId, 'plan.edit')
  return inTransaction(ctx.db, async (tx) => {
    const { draft } = await lockPlan(tx, id)
    const named = { ...draft, name: name ?? `Copy of ${draft.name}`.slice(0, LONGEST_NAME) }
    return toPlan(await insertPlan(tx, ctx, projectId, named, { clonedFrom: id }), role)
  })
}
