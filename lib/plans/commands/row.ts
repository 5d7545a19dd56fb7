import type { Actor } from '#lib/access/actor.ts'
import { userIdOf } from '#lib/access/actor.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import type { PlanDraft } from '../document/plan.ts'

export interface PlanRow {
  id: string
  projectId: string
  version: number
  lastRevision: number
  draft: PlanDraft
}

/** Reads a plan and keeps others from writing it until the transaction ends. Throws `not_found`. Authorize first. */
export async function lockPlan(tx: Tx, id: string): Promise<PlanRow> {
  const [row] = await tx.$queryRaw<PlanRow[]>`
    SELECT id, project_id AS "projectId", version, last_revision AS "lastRevision", draft
    FROM plan WHERE id = ${id}::uuid FOR UPDATE`
  if (!row) throw new AppError('not_found', 'The plan was deleted meanwhile.')
  return row
}

/** The columns of a plan that follow from its draft. */
export function columnsOf(draft: PlanDraft) {
  return { name: draft.name, draft: draft as Prisma.InputJsonValue, nextReview: reviewDate(draft.nextReview) }
}

/** Null for what is no date yet: drafts hold what was typed. */
function reviewDate(text: string | undefined): Date | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const date = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : date
}

/** Stores the next version of a locked plan and what it changed. Returns the new version. */
export async function saveVersion(
  tx: Tx,
  actor: Actor,
  plan: Pick<PlanRow, 'id' | 'version'>,
  change: { draft?: PlanDraft; status?: string; paths: string[][] },
): Promise<number> {
  const version = plan.version + 1
  const columns = {
    ...(change.draft ? columnsOf(change.draft) : {}),
    ...(change.status ? { status: change.status } : {}),
  }
  const { count } = await tx.plan.updateMany({
    where: { id: plan.id, version: plan.version },
    data: { ...columns, version },
  })
  if (count === 0) throw new AppError('conflict', 'Somebody else saved this plan at the same moment. Try again.')
  await tx.planEdit.create({
    data: { planId: plan.id, version, paths: change.paths, actorId: userIdOf(actor), actorName: actor.name },
  })
  return version
}
