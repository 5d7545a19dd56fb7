import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { readEvidence } from '../queries/evidence.ts'
import { authorizeCycle } from '../queries/facts.ts'
import { basisOf } from '../report-text.ts'
import type { ReportText } from '../schema.ts'
import { lockCycle, refuseClosed } from './change-evidence.ts'

/**
 * Keeps Markdown as typed, with the numbers it was written on. Empty text takes the section back to the drafted one. Throws
 * `precondition_failed` when the cycle is closed.
 */
export async function saveReportText(
  ctx: Ctx,
  { id, section, text }: { id: string; section: string; text: string },
): Promise<ReportText> {
  const { projectId } = await authorizeCycle(ctx, id, 'cycle.edit')
  return inTransaction(ctx.db, async (tx) => {
    refuseClosed(await lockCycle(tx, id))
    const basis = basisOf(section, await readEvidence(tx, id))
    const data = { cycleId: id, section, text, basis, actorName: ctx.actor.name }
    const row = await tx.reportText.create({ data })
    const subject = { kind: 'cycle', id }
    await recordAudit(tx, ctx, { verb: 'cycle.write', subject, projectId, details: { section } })
    return { section, text, by: row.actorName, at: row.createdAt.toISOString(), isStale: false }
  })
}
