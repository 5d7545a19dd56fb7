import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError } from '#lib/core/errors.ts'
import { lockCycle, refuseClosed } from '#lib/cycles/commands/change-evidence.ts'
import { changesBetween, type Evidence, hashEvidence } from '#lib/cycles/evidence.ts'
import { readEvidence } from '#lib/cycles/queries/evidence.ts'
import { authorizeCycle } from '#lib/cycles/queries/facts.ts'
import { inTransaction } from '#lib/db/transaction.ts'

export interface Sign {
  id: string
  role: string
  note?: string | undefined
  evidenceHash?: string | undefined
}

/**
 * Signs the decision that counts, on what it was made on. Throws `precondition_failed` before there is one, or when what it stands on
 * has changed since; `conflict` when the hash the reader saw is another, or they signed in this role.
 */
export async function signDecision(ctx: Ctx, { id, role, note = '', evidenceHash }: Sign): Promise<void> {
  const { projectId } = await authorizeCycle(ctx, id, 'cycle.sign')
  await inTransaction(ctx.db, async (tx) => {
    refuseClosed(await lockCycle(tx, id))
    const decision = await tx.decision.findFirst({ where: { cycleId: id }, orderBy: { sequence: 'desc' } })
    if (!decision) throw new AppError('precondition_failed', 'Nothing is decided yet; there is nothing to sign.')
    const now = await readEvidence(tx, id)
    const hash = hashEvidence(now)
    if (evidenceHash !== undefined && evidenceHash !== hash)
      throw new AppError('conflict', 'What you saw has changed meanwhile. Look at the cycle again, then sign.')
    if (decision.evidenceHash !== hash) {
      const changes = changesBetween(decision.evidence as unknown as Evidence, now).join(' ')
      throw new AppError(
        'precondition_failed',
        `What was decided on has changed: ${changes} It must be decided anew first.`,
      )
    }
    const actorId = userIdOf(ctx.actor)
    const same = { decisionId: decision.id, actorId, role: { equals: role, mode: 'insensitive' as const } }
    if ((await tx.signOff.count({ where: same })) > 0)
      throw new AppError('conflict', `You have signed as ${role} already.`)
    await tx.signOff.create({
      data: { decisionId: decision.id, role, note, evidenceHash: hash, actorId, actorName: ctx.actor.name },
    })
    const details = { role, decision: decision.sequence, evidenceHash: hash }
    await recordAudit(tx, ctx, { verb: 'decision.sign', subject: { kind: 'cycle', id }, projectId, details })
  })
}
