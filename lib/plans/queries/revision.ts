import type { Ctx } from '#lib/access/actor.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import { diffDrafts } from '../diff.ts'
import type { PlanDraft } from '../document/plan.ts'
import { toRevision } from '../plan-view.ts'
import type { DiffView, RevisionView } from '../schema.ts'

export async function listRevisions(
  ctx: Ctx,
  { id, ...page }: { id: string } & PageInput,
): Promise<Page<RevisionView>> {
  await getDraftOf(ctx, id)
  const rows = await ctx.db.planRevision.findMany({
    where: { planId: id },
    omit: { draft: true, compiled: true },
    ...pageQuery(page),
  })
  return toPage(rows, page, toRevision)
}

/** Every field that differs between revision `n` and another, or the draft as it is now. */
export async function diffRevision(
  ctx: Ctx,
  { id, n, with: other }: { id: string; n: number; with: number | 'draft' },
): Promise<DiffView> {
  const draft = await getDraftOf(ctx, id)
  const before = await getRevisionDraft(ctx, id, n)
  const after = other === 'draft' ? draft : await getRevisionDraft(ctx, id, other)
  const changes = diffDrafts(before, after).map((change) => ({ ...change, path: change.path.join('.') }))
  return { from: n, to: other, changes }
}

async function getDraftOf(ctx: Ctx, id: string): Promise<PlanDraft> {
  const row = await ctx.db.plan.findUnique({ where: { id }, select: { projectId: true, draft: true } })
  const { draft } = await authorizeRow(ctx, row, 'plan.view', 'plan')
  return draft as unknown as PlanDraft
}

async function getRevisionDraft(ctx: Ctx, planId: string, number: number): Promise<PlanDraft> {
  const revision = await ctx.db.planRevision.findUnique({
    where: { planId_number: { planId, number } },
    select: { draft: true },
  })
  if (!revision) throw new AppError('not_found', `The plan has no revision ${number}.`)
  return revision.draft as unknown as PlanDraft
}
