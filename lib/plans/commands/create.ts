import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import type { Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { PlanDraft } from '../document/plan.ts'
import { toPlan } from '../plan-view.ts'
import type { PlanView } from '../schema.ts'
import { columnsOf } from './row.ts'

export async function createPlan(ctx: Ctx, projectId: string, draft: PlanDraft): Promise<PlanView> {
  const role = await authorize(ctx, projectId, 'plan.edit')
  return inTransaction(ctx.db, async (tx) => toPlan(await insertPlan(tx, ctx, projectId, draft), role))
}

/** Without a check: for commands that made theirs. */
export async function insertPlan(tx: Tx, { actor }: Pick<Ctx, 'actor'>, projectId: string, draft: PlanDraft) {
  const edit = { version: 1, paths: [], actorId: userIdOf(actor), actorName: actor.name }
  const plan = await tx.plan.create({ data: { projectId, ...columnsOf(draft), edits: { create: edit } } })
  const subject = { kind: 'plan', id: plan.id }
  await recordAudit(tx, { actor }, { verb: 'plan.create', subject, projectId, details: { name: plan.name } })
  return plan
}
