import type { Ctx } from '#lib/access/actor.ts'
import { toRevision } from '#lib/plans/plan-view.ts'
import { findSameLoads } from '#lib/plans/queries/same-load.ts'
import type { RevisionView } from '#lib/plans/schema.ts'
import { getReadableRun } from '#lib/runs/queries/readable.ts'

const MOST = 100

/** Revisions a run can be judged by: of the newest, those that ask for the load it was sent. Newest first, its own always among them. */
export async function listJudgingRevisions(ctx: Ctx, runId: string): Promise<RevisionView[]> {
  const { run } = await getReadableRun(ctx, runId)
  const { planId, revisionId, scenario, environment } = run
  const omit = { draft: true, compiled: true } as const
  const [own, newest] = await Promise.all([
    ctx.db.planRevision.findUniqueOrThrow({ where: { id: revisionId }, omit }),
    ctx.db.planRevision.findMany({
      where: { planId, id: { not: revisionId } },
      orderBy: { number: 'desc' },
      take: MOST,
      omit,
    }),
  ])
  const isSame = await findSameLoads(
    ctx.db,
    newest.map((other) => ({ own, other, scenario, environment })),
  )
  const found = [own, ...newest.filter((_, index) => isSame[index])]
  return found.toSorted((a, b) => b.number - a.number).map(toRevision)
}
