import type { Ctx } from '#lib/access/actor.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import { authorizeCycle } from '#lib/cycles/queries/facts.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { findingLabel } from '../finding.ts'
import { HORIZONS, RECOMMENDATION_PRIORITIES, type RecommendationView } from '../schema.ts'

export const RECOMMENDATION_INCLUDE = {
  cycle: { select: { id: true, name: true } },
  finding: { select: { id: true, number: true } },
} as const

type Row = Prisma.RecommendationGetPayload<{ include: typeof RECOMMENDATION_INCLUDE }>

export function toRecommendation(row: Row): RecommendationView {
  return {
    ...{ id: row.id, projectId: row.projectId, text: row.text, effort: row.effort, impact: row.impact },
    ...{ timeline: row.timeline, owner: row.owner, cycle: row.cycle, createdBy: row.createdBy },
    horizon: row.horizon as RecommendationView['horizon'],
    priority: row.priority as RecommendationView['priority'],
    status: row.status as RecommendationView['status'],
    dueOn: row.dueOn?.toISOString().slice(0, 10) ?? null,
    finding: row.finding && { id: row.finding.id, label: findingLabel(row.finding.number) },
    createdAt: row.createdAt.toISOString(),
  }
}

type ListInput = { id: string; status?: string | undefined } & PageInput

export async function listCycleRecommendations(ctx: Ctx, { id, status, ...page }: ListInput) {
  await authorizeCycle(ctx, id, 'cycle.view')
  return list(ctx.db, { cycleId: id, ...(status ? { status } : {}) }, page)
}

export async function listProjectRecommendations(ctx: Ctx, { id, status, ...page }: ListInput) {
  await authorize(ctx, id, 'cycle.view')
  return list(ctx.db, { projectId: id, ...(status ? { status } : {}) }, page)
}

async function list(tx: Tx, where: Record<string, string>, page: PageInput): Promise<Page<RecommendationView>> {
  const rows = await tx.recommendation.findMany({ where, ...pageQuery(page), include: RECOMMENDATION_INCLUDE })
  return toPage(rows, page, toRecommendation)
}

/** Those of the cycle, and what earlier cycles of its plan left open, by priority, then horizon. Authorize before calling. */
export async function readRecommendations(
  tx: Tx,
  cycle: { id: string; planId: string; createdAt: Date },
): Promise<RecommendationView[]> {
  const leftOpen = {
    status: { in: ['open', 'doing'] },
    cycle: { planId: cycle.planId, createdAt: { lt: cycle.createdAt } },
  }
  const rows = await tx.recommendation.findMany({
    where: { OR: [{ cycleId: cycle.id, status: { not: 'dismissed' } }, leftOpen] },
    orderBy: { id: 'asc' },
    include: RECOMMENDATION_INCLUDE,
  })
  const rank = ({ priority, horizon }: RecommendationView) =>
    RECOMMENDATION_PRIORITIES.indexOf(priority) * HORIZONS.length + HORIZONS.indexOf(horizon)
  return rows.map(toRecommendation).toSorted((a, b) => rank(a) - rank(b))
}
