import type { Ctx } from '#lib/access/actor.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import type { PlanStatus, StatusView } from '../schema.ts'

/** The status of a plan, who gave it and when, and at which version; nobody did while it is still the first draft. */
export async function getStatus(ctx: Ctx, id: string): Promise<StatusView> {
  const row = await ctx.db.plan.findUnique({ where: { id }, select: { projectId: true, status: true } })
  const { status } = await authorizeRow(ctx, row, 'plan.view', 'plan')
  const last = await ctx.db.auditEvent.findFirst({
    where: { subjectKind: 'plan', subjectId: id, verb: 'plan.status' },
    orderBy: { id: 'desc' },
    select: { actorName: true, createdAt: true, details: true },
  })
  const { version } = (last?.details ?? {}) as { version?: number }
  return {
    status: status as PlanStatus,
    by: last?.actorName ?? null,
    at: last?.createdAt.toISOString() ?? null,
    version: version ?? null,
  }
}
