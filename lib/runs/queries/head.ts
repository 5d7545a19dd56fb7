import type { Ctx } from '#lib/access/actor.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import type { Tx } from '#lib/db/client.ts'
import { toRunHead } from '../head.ts'
import type { RunHead } from '../schema.ts'
import { findRunRow } from './facts.ts'

export async function getRunHead(ctx: Ctx, runId: string): Promise<RunHead> {
  const run = await authorizeRow(ctx, await findRunRow(ctx.db, runId), 'run.view', 'run')
  return toRunHead(run, await findOutcome(ctx.db, runId, run.revisionId), ctx.now)
}

/** Verdict and validity as stored for the run's own revision; both null before it was judged. */
export async function findOutcome(
  tx: Tx,
  runId: string,
  revisionId: string,
): Promise<{ verdict: RunHead['verdict']; validity: RunHead['validity'] }> {
  const stored = await tx.runVerdict.findFirst({
    where: { runId, revisionId },
    orderBy: { rulesVersion: 'desc' },
    select: { verdict: true, validity: true },
  })
  const validity = stored?.validity as { status: RunHead['validity'] } | undefined
  return { verdict: (stored?.verdict ?? null) as RunHead['verdict'], validity: validity?.status ?? null }
}
