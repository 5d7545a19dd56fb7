import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { diffDrafts } from '../diff.ts'
import type { PlanDraft } from '../document/plan.ts'
import { draftFromJson } from '../draft-input.ts'
import { sameValue } from '../draft-path.ts'
import { applyOperations, conflicts, type DraftOperation, touchedPaths } from '../merge.ts'
import type { PlanStatus, Saved } from '../schema.ts'
import { lockPlan, type PlanRow, saveVersion } from './row.ts'

export interface EditPlan {
  id: string
  baseVersion: number
  operations: DraftOperation[]
  status?: PlanStatus
}

/**
 * Applies operations made on `baseVersion` to the draft as it is now. Throws `conflict` with both values only where
 * somebody else changed the same field since, `invalid_input` when the result is no plan document.
 */
export async function editPlan(ctx: Ctx, { id, baseVersion, operations, status }: EditPlan): Promise<Saved> {
  await authorizePlan(ctx, id)
  return inTransaction(ctx.db, async (tx) => {
    const plan = await lockPlan(tx, id)
    await assertNoConflict(tx, plan, baseVersion, operations)
    const draft = draftAfter(plan.draft, operations)
    const isMerged = baseVersion < plan.version
    const isChanged = !sameValue(draft, plan.draft)
    const version = isChanged || status ? await save(tx, draft) : plan.version
    if (status) {
      const subject = { kind: 'plan', id }
      await recordAudit(tx, ctx, {
        verb: 'plan.status',
        subject,
        projectId: plan.projectId,
        details: { status, version },
      })
    }
    return { version, savedAt: ctx.now.toISOString(), ...(isMerged ? { draft } : {}) }

    function save(tx: Tx, draft: PlanDraft) {
      return saveVersion(tx, ctx.actor, plan, { draft, status, paths: touchedPaths(plan.draft, operations) })
    }
  })
}

async function assertNoConflict(
  tx: Tx,
  plan: PlanRow,
  baseVersion: number,
  operations: DraftOperation[],
): Promise<void> {
  if (baseVersion > plan.version) {
    const message = `baseVersion ${baseVersion} is newer than the plan, which is at version ${plan.version}. Read it again.`
    throw new AppError('conflict', message, { details: { version: plan.version, fields: [] } })
  }
  if (baseVersion === plan.version) return
  const since = await tx.planEdit.findMany({
    where: { planId: plan.id, version: { gt: baseVersion } },
    select: { paths: true },
  })
  const theirs = since.flatMap(({ paths }) => paths as string[][])
  const found = conflicts(plan.draft, operations, theirs)
  if (found.length === 0) return
  const fields = found.map(({ path, yours, theirs }) => {
    return { path: path.join('.'), segments: path, yours: yours ?? null, theirs: theirs ?? null }
  })
  const names = fields.map(({ path }) => path).join(', ')
  throw new AppError('conflict', `Somebody else changed ${names} since you read it. Choose one of both values.`, {
    details: { version: plan.version, fields },
  })
}

function draftAfter(draft: PlanDraft, operations: DraftOperation[]): PlanDraft {
  const applied = applyOperations(draft, operations)
  if (applied.ok) return draftFromJson(applied.draft)
  const { path, message } = applied.problem
  throw new AppError('invalid_input', `${path}: ${message}`, { details: { fields: [applied.problem] } })
}

/**
 * Puts a whole document in place of version `expected`. Throws `conflict` when the plan has moved on; nothing is lost, as
 * nothing is written.
 */
export async function replaceDraft(ctx: Ctx, id: string, expected: number, draft: PlanDraft): Promise<Saved> {
  await authorizePlan(ctx, id)
  return inTransaction(ctx.db, async (tx) => {
    const plan = await lockPlan(tx, id)
    if (plan.version !== expected) {
      const message = `The plan is at version ${plan.version}, yours was made on ${expected}. Read it again and carry your changes over; nothing was written.`
      throw new AppError('conflict', message, { details: { version: plan.version } })
    }
    const paths = diffDrafts(plan.draft, draft).map((change) => change.path)
    const savedAt = ctx.now.toISOString()
    if (paths.length === 0) return { version: plan.version, savedAt }
    const version = await saveVersion(tx, ctx.actor, plan, { draft, paths })
    const subject = { kind: 'plan', id }
    await recordAudit(tx, ctx, { verb: 'plan.replace', subject, projectId: plan.projectId, details: { version } })
    return { version, savedAt }
  })
}

async function authorizePlan(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.db.plan.findUnique({ where: { id }, select: { projectId: true } })
  await authorizeRow(ctx, row, 'plan.edit', 'plan')
}
