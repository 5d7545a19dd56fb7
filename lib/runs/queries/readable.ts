import type { Ctx } from '#lib/access/actor.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { findRunFacts, type RunFacts } from './facts.ts'

/** The facts of a run the actor may see. Throws `not_found` otherwise. */
export async function getReadableRun(ctx: Ctx, runId: string): Promise<RunFacts> {
  const facts = await findRunFacts(ctx.db, runId)
  await authorizeRow(ctx, facts && { projectId: facts.run.projectId }, 'run.view', 'run')
  return facts as RunFacts
}

/** That the actor may see the run, and no more. Throws `not_found` otherwise. */
export async function assertReadable(ctx: Ctx, runId: string): Promise<void> {
  const run = await ctx.db.run.findUnique({ where: { id: runId }, select: { projectId: true } })
  await authorizeRow(ctx, run, 'run.view', 'run')
}
