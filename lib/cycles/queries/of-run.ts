// From a run back to the cycles it stands in.

import type { Ctx } from '#lib/access/actor.ts'
import { getReadableRun } from '#lib/runs/queries/readable.ts'
import type { CycleOfRun, CycleState } from '../schema.ts'

/** Newest first. */
export async function listCyclesOfRun(ctx: Ctx, runId: string): Promise<CycleOfRun[]> {
  await getReadableRun(ctx, runId)
  const rows = await ctx.db.cycleRun.findMany({
    where: { runId },
    orderBy: { createdAt: 'desc' },
    include: { cycle: { select: { id: true, number: true, name: true, state: true } } },
  })
  return rows.map(({ cycle, excludedBecause }) => ({
    ...{ id: cycle.id, number: cycle.number, name: cycle.name, excludedBecause },
    state: cycle.state as CycleState,
  }))
}
