import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError } from '#lib/core/errors.ts'
import { changeEvidence } from '#lib/cycles/commands/change-evidence.ts'
import { askedObjectives } from '#lib/cycles/coverage.ts'
import { authorizeCycle, readCycleFacts } from '#lib/cycles/queries/facts.ts'
import { waiverLabel } from '../waiver.ts'

export interface Waive {
  id: string
  objective: string
  owner: string
  reason: string
  expiresAt: string
}

/** Returns its id. Throws `invalid_input` for an objective the revision does not have, or an expiry that is past. */
export async function waiveObjective(ctx: Ctx, { id, ...input }: Waive): Promise<string> {
  const { projectId } = await authorizeCycle(ctx, id, 'cycle.decide')
  const facts = await readCycleFacts(ctx.db, id)
  const { plan, revision } = facts
  const label = waiverLabel(facts, input.objective)
  if (label === null)
    throw invalid(
      'objective',
      `Revision ${revision.number} has no objective "${input.objective}". It has: ${askedObjectives(plan)
        .map(({ key }) => key)
        .join(', ')}; or name a scenario, e.g. "scenario:${plan.scenarios[0]?.key ?? 'soak'}".`,
    )
  const expiresAt = new Date(input.expiresAt)
  if (expiresAt <= ctx.now)
    throw invalid('expiresAt', `${input.expiresAt} is past. Give a later time, e.g. 2027-01-31T00:00:00Z.`)
  const { result } = await changeEvidence(ctx, id, async (tx) => {
    const who = { actorId: userIdOf(ctx.actor), actorName: ctx.actor.name }
    const row = await tx.waiver.create({ data: { cycleId: id, ...input, expiresAt, ...who } })
    const details = { objective: input.objective, label, owner: input.owner, until: expiresAt.toISOString() }
    await recordAudit(tx, ctx, { verb: 'waiver.add', subject: { kind: 'cycle', id }, projectId, details })
    return row.id
  })
  return result
}

/** Throws `not_found` for one that is gone. */
export async function revokeWaiver(ctx: Ctx, { id, waiver }: { id: string; waiver: string }): Promise<void> {
  const { projectId } = await authorizeCycle(ctx, id, 'cycle.decide')
  const facts = await readCycleFacts(ctx.db, id)
  await changeEvidence(ctx, id, async (tx) => {
    const where = { id: waiver, cycleId: id, revokedAt: null }
    const data = { revokedAt: ctx.now, revokedBy: ctx.actor.name }
    const { count } = await tx.waiver.updateMany({ where, data })
    if (count === 0) throw new AppError('not_found', 'The cycle has no such waiver, or it is revoked already.')
    const { objective } = await tx.waiver.findUniqueOrThrow({ where: { id: waiver } })
    const details = { objective, label: waiverLabel(facts, objective) ?? objective }
    await recordAudit(tx, ctx, { verb: 'waiver.revoke', subject: { kind: 'cycle', id }, projectId, details })
  })
}

const invalid = (path: string, message: string) =>
  new AppError('invalid_input', message, { details: { fields: [{ path, message }] } })
