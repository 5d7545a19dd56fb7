import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'

/** A revision of a plan as runs are started with it. Throws `not_found`. Authorize before calling. */
export async function readFrozenPlan(tx: Tx, planId: string, revisionId: string) {
  const select = { id: true, planId: true, number: true, compiled: true } as const
  const revision = await tx.planRevision.findUnique({ where: { id: revisionId }, select })
  if (revision?.planId !== planId) throw new AppError('not_found', 'The plan has no such revision.')
  return { id: revision.id, number: revision.number, compiled: revision.compiled as unknown as CompiledPlan }
}
