// Whatever changes what a decision stands on goes through here: signatures fall by being computed on reading, and this writes down that,
// when and through whom.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { changesBetween, hashEvidence } from '../evidence.ts'
import { countValidSignOffs, readEvidence } from '../queries/evidence.ts'

export interface LockedCycle {
  id: string
  projectId: string
  planId: string
  revisionId: string
  state: string
}

/** Keeps others from changing the cycle until the transaction ends. Authorize first. */
export async function lockCycle(tx: Tx, id: string): Promise<LockedCycle> {
  const [row] = await tx.$queryRaw<LockedCycle[]>`
    SELECT id, project_id AS "projectId", plan_id AS "planId", revision_id AS "revisionId", state
    FROM cycle WHERE id = ${id}::uuid FOR UPDATE`
  if (!row) throw new AppError('not_found', 'The cycle was deleted meanwhile.')
  return row
}

/** Does `work` on a locked cycle in one transaction. Throws `precondition_failed` when the cycle is closed. */
export async function changeEvidence<T>(
  ctx: Ctx,
  cycleId: string,
  work: (tx: Tx, cycle: LockedCycle) => Promise<T>,
): Promise<{ result: T; revoked: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const cycle = await lockCycle(tx, cycleId)
    refuseClosed(cycle)
    const before = await readEvidence(tx, cycleId)
    const signed = await countValidSignOffs(tx, before)
    const result = await work(tx, cycle)
    const after = await readEvidence(tx, cycleId)
    const revoked = signed > 0 && hashEvidence(before) !== hashEvidence(after) ? signed : 0
    if (revoked > 0) {
      const details = { signatures: revoked, because: changesBetween(before, after).join(' ') }
      const subject = { kind: 'cycle', id: cycleId }
      await recordAudit(tx, ctx, { verb: 'cycle.revoke-signatures', subject, projectId: cycle.projectId, details })
    }
    return { result, revoked }
  })
}

export function refuseClosed({ state }: Pick<LockedCycle, 'state'>): void {
  if (state === 'closed') throw new AppError('precondition_failed', 'The cycle is closed. Open it again to work on it.')
}
