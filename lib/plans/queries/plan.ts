import type { Ctx } from '#lib/access/actor.ts'
import type { Permission } from '#lib/access/permission.ts'
import { authorize, authorizeRow } from '#lib/access/queries/authorize.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import type { PlanDraft } from '../document/plan.ts'
import { toPlan, toPlanHead } from '../plan-view.ts'
import type { PlanHead, PlanView } from '../schema.ts'

const headColumns = {
  id: true,
  projectId: true,
  name: true,
  status: true,
  version: true,
  lastRevision: true,
  nextReview: true,
  createdAt: true,
  updatedAt: true,
} as const

export async function listPlans(ctx: Ctx, { id, ...page }: { id: string } & PageInput): Promise<Page<PlanHead>> {
  await authorize(ctx, id, 'plan.view')
  const rows = await ctx.db.plan.findMany({ where: { projectId: id }, select: headColumns, ...pageQuery(page) })
  return toPage(rows, page, toPlanHead)
}

export async function getPlan(ctx: Ctx, id: string): Promise<PlanView> {
  const row = await getPlanRow(ctx, id, 'plan.view')
  return toPlan(row, await authorize(ctx, row.projectId, 'plan.view'))
}

/** The draft and the version it stands at: what an ETag names. */
export async function getDraft(
  ctx: Ctx,
  id: string,
): Promise<{ draft: PlanDraft; version: number; name: string; projectId: string }> {
  const { draft, version, name, projectId } = await getPlanRow(ctx, id, 'plan.view')
  return { draft: draft as unknown as PlanDraft, version, name, projectId }
}

async function getPlanRow(ctx: Ctx, id: string, permission: Permission) {
  return authorizeRow(ctx, await ctx.db.plan.findUnique({ where: { id } }), permission, 'plan')
}
