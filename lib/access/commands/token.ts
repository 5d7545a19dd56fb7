import { AppError } from '#lib/core/errors.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { Ctx, PersonalActor } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { authorize } from '../queries/authorize.ts'
import { manageableTokens } from '../queries/token.ts'
import { includesRole, type Role } from '../role.ts'
import { createToken } from '../token.ts'

export interface CreateToken {
  name: string
  projectId?: string
  role: Role
  expiresAt?: string
}

/**
 * A token of whoever asks; the answer is the only time it is shown. Throws `forbidden` when it would do more than its
 * maker: above their role in the project, or beyond role, project and expiry of the token that makes it.
 */
export async function issueToken(ctx: Ctx, input: CreateToken): Promise<{ id: string; token: string; prefix: string }> {
  const actor = personOf(ctx)
  const expiresAt = expiryOf(input, ctx.now)
  assertWithinMaker(actor, input, expiresAt)
  if (input.projectId) {
    const own = await authorize(ctx, input.projectId, 'project.view')
    if (!includesRole(own, input.role)) {
      throw new AppError('forbidden', `You are ${own} in this project: give the token that role or a weaker one.`)
    }
  }
  const { token, prefix, secretHash } = createToken()
  return inTransaction(ctx.db, async (tx) => {
    const { name, role, projectId = null } = input
    const row = await tx.apiToken.create({
      data: { userId: actor.userId, name, role, projectId, expiresAt, prefix, secretHash },
    })
    const details = { name, role, expiresAt: expiresAt?.toISOString() ?? null }
    await recordAudit(tx, ctx, { verb: 'token.create', subject: { kind: 'token', id: row.id }, projectId, details })
    return { id: row.id, token, prefix }
  })
}

/** At once: the next call with it is refused. Throws `not_found` for a token that is gone or not theirs to revoke. */
export async function revokeToken(ctx: Ctx, id: string): Promise<void> {
  const where = { id, ...manageableTokens(personOf(ctx)) }
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.apiToken.updateMany({ where, data: { revokedAt: ctx.now } })
    if (count === 0) throw new AppError('not_found', 'There is no such token, or it is revoked already.')
    const { projectId } = await tx.apiToken.findUniqueOrThrow({ where: { id } })
    await recordAudit(tx, ctx, { verb: 'token.revoke', subject: { kind: 'token', id }, projectId })
  })
}

function personOf({ actor }: Ctx): PersonalActor {
  if (actor.kind === 'system') throw new AppError('forbidden', 'Tokens belong to people: sign in first.')
  return actor
}

function expiryOf({ expiresAt }: CreateToken, now: Date): Date | null {
  if (expiresAt === undefined) return null
  const time = new Date(expiresAt)
  if (time > now) return time
  throw new AppError('invalid_input', 'expiresAt is in the past. Give a later time, e.g. 2027-01-31T00:00:00Z.', {
    details: { fields: [{ path: 'expiresAt', message: 'In the past' }] },
  })
}

function assertWithinMaker(maker: PersonalActor, { role, projectId }: CreateToken, expiresAt: Date | null): void {
  if (maker.kind === 'user') return
  const isWithin =
    includesRole(maker.role, role) &&
    (maker.projectId === null || maker.projectId === projectId) &&
    (maker.expiresAt === null || (expiresAt !== null && expiresAt <= maker.expiresAt))
  if (isWithin) return
  const bounds = [
    `role ${maker.role} or weaker`,
    ...(maker.projectId ? [`project ${maker.projectId}`] : []),
    ...(maker.expiresAt ? [`expiry until ${maker.expiresAt.toISOString()}`] : []),
  ]
  throw new AppError('forbidden', `A token makes only tokens within its own bounds: ${bounds.join(', ')}.`)
}
