// Runs of a project or a plan, newest first: one query, whatever their length.

import type { Ctx } from '#lib/access/actor.ts'
import { authorize, authorizeRow } from '#lib/access/queries/authorize.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import { toRunHead } from '../head.ts'
import type { RunHead } from '../schema.ts'

export async function listProjectRuns(ctx: Ctx, input: PageInput & { projectId: string }): Promise<Page<RunHead>> {
  await authorize(ctx, input.projectId, 'run.view')
  return listRuns(ctx, { projectId: input.projectId }, input)
}

export async function listPlanRuns(ctx: Ctx, input: PageInput & { planId: string }): Promise<Page<RunHead>> {
  const plan = await ctx.db.plan.findUnique({ where: { id: input.planId }, select: { projectId: true } })
  await authorizeRow(ctx, plan, 'run.view', 'plan')
  return listRuns(ctx, { planId: input.planId }, input)
}

async function listRuns(ctx: Ctx, where: { projectId: string } | { planId: string }, page: PageInput) {
  const rows = await ctx.db.run.findMany({
    where,
    ...pageQuery(page),
    include: {
      verdicts: { orderBy: { createdAt: 'desc' }, select: { revisionId: true, verdict: true, validity: true } },
    },
  })
  return toPage(rows, page, ({ verdicts, ...run }) => {
    const own = verdicts.find((one) => one.revisionId === run.revisionId)
    const stored = {
      verdict: (own?.verdict ?? null) as RunHead['verdict'],
      validity: ((own?.validity as { status?: string } | undefined)?.status ?? null) as RunHead['validity'],
    }
    return toRunHead(run, stored, ctx.now)
  })
}
