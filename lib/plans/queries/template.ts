import type { Ctx } from '#lib/access/actor.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import type { PlanDraft } from '../document/plan.ts'
import { templateContents } from '../template/contents.ts'
import type { ProjectTemplate } from '../template-schema.ts'

interface TemplateRow {
  id: string
  name: string
  description: string
  createdBy: string
  createdAt: Date
  draft: unknown
}

export const toTemplate = ({ id, name, description, createdBy, createdAt, draft }: TemplateRow): ProjectTemplate => ({
  ...{ id, name, description, createdBy },
  createdAt: createdAt.toISOString(),
  contents: templateContents(draft as PlanDraft),
})

export async function listTemplates(
  ctx: Ctx,
  { id, ...page }: { id: string } & PageInput,
): Promise<Page<ProjectTemplate>> {
  await authorize(ctx, id, 'plan.view')
  const rows = await ctx.db.planTemplate.findMany({ where: { projectId: id }, ...pageQuery(page) })
  return toPage(rows, page, toTemplate)
}

/** Throws `not_found` for a template of another project, too. Authorize before calling. */
export async function getTemplateDraft(ctx: Ctx, projectId: string, id: string): Promise<PlanDraft> {
  const row = await ctx.db.planTemplate.findFirst({ where: { id, projectId }, select: { draft: true } })
  if (row) return row.draft as unknown as PlanDraft
  throw new AppError('not_found', 'This project has no such template. GET /projects/{id}/templates lists those it has.')
}
