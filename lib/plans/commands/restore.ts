import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { diffDrafts } from '../diff.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Saved } from '../schema.ts'
import { lockPlan, saveVersion } from './row.ts'

/**
 * Makes a revision the draft again. The revision stays as it is; the draft becomes its next version. Throws `conflict` when the plan
 * moved on since `version`, so that nobody's edits are lost unseen.
 */
export async function restoreRevision(
  ctx: Ctx,
  { id, n, version }: { id: string; n: number; version: number },
): Promise<Saved> {
  const row = await ctx.db.plan.findUnique({ where: { id }, select: { projectId: true } })
  await authorizeRow(ctx, row, 'plan.edit', 'plan')
  return inTransaction(ctx.db, async (tx) => {
    const plan = await lockPlan(tx, id)
    if (plan.version !== version) {
      throw new AppError(
        'conflict',
        `The plan is at version ${plan.version}, you saw ${version}. Look again before you restore.`,
        {
          details: { version: plan.version },
        },
      )
    }
    const revision = await tx.planRevision.findUnique({
      where: { planId_number: { planId: id, number: n } },
      select: { draft: true },
    })
    if (!revision) throw new AppError('not_found', `The plan has no revision ${n}.`)
    const draft = revision.draft as unknown as PlanDraft
    const paths = diffDrafts(plan.draft, draft).map(({ path }) => path)
    if (paths.length === 0) return { version: plan.version, savedAt: ctx.now.toISOString(), draft }
    const next = await saveVersion(tx, ctx.actor, plan, { draft, paths })
    const subject = { kind: 'plan', id }
    await recordAudit(tx, ctx, { verb: 'plan.restore', subject, projectId: plan.projectId, details: { revision: n } })
    return { version: next, savedAt: ctx.now.toISOString(), draft }
  })
}
