import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError } from '#lib/core/errors.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { authorizeCycle } from '../queries/facts.ts'
import { toShareLink } from '../queries/share-links.ts'
import type { ShareLink } from '../schema.ts'
import { checkExpiry, createShareToken, hashShareToken } from '../share-link.ts'

/** The answer is the only time the token is shown. */
export async function createShareLink(
  ctx: Ctx,
  input: { id: string; expiresAt: string },
): Promise<{ link: ShareLink; token: string; path: string }> {
  const { projectId } = await authorizeCycle(ctx, input.id, 'cycle.share')
  const expiresAt = checkExpiry(input.expiresAt, ctx.now)
  const { token, prefix, tokenHash } = createShareToken()
  return inTransaction(ctx.db, async (tx) => {
    const data = { cycleId: input.id, tokenHash, prefix, expiresAt, createdBy: ctx.actor.name }
    const row = await tx.shareLink.create({ data })
    const details = { prefix, expiresAt: expiresAt.toISOString() }
    const subject = { kind: 'cycle', id: input.id }
    await recordAudit(tx, ctx, { verb: 'share-link.create', subject, projectId, details })
    return { link: toShareLink(row, ctx.now), token, path: `/share/${token}` }
  })
}

/** At once: the next look at it is refused. Throws `not_found` for one that is gone. */
export async function revokeShareLink(ctx: Ctx, input: { id: string; link: string }): Promise<void> {
  const { projectId } = await authorizeCycle(ctx, input.id, 'cycle.share')
  await inTransaction(ctx.db, async (tx) => {
    const where = { id: input.link, cycleId: input.id, revokedAt: null }
    const { count } = await tx.shareLink.updateMany({ where, data: { revokedAt: ctx.now } })
    if (count === 0) throw new AppError('not_found', 'There is no such link, or it is revoked already.')
    const { prefix } = await tx.shareLink.findUniqueOrThrow({ where: { id: input.link } })
    const subject = { kind: 'cycle', id: input.id }
    await recordAudit(tx, ctx, { verb: 'share-link.revoke', subject, projectId, details: { prefix } })
  })
}

/**
 * The one cycle whose report the token opens, counted and written down; for the public page. Null for a token that is unknown, expired
 * or revoked: whoever holds it learns no more. The page reads on as the system, and shows this report alone.
 */
export async function openShareLink(
  ctx: Pick<Ctx, 'db' | 'now'>,
  token: string,
): Promise<{ cycleId: string; expiresAt: Date } | null> {
  const tokenHash = hashShareToken(token)
  if (tokenHash === null) return null
  return inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.shareLink.updateMany({
      where: { tokenHash, revokedAt: null, expiresAt: { gt: ctx.now } },
      data: { views: { increment: 1 }, lastViewedAt: ctx.now },
    })
    if (count === 0) return null
    const link = await tx.shareLink.findUniqueOrThrow({
      where: { tokenHash },
      include: { cycle: { select: { projectId: true } } },
    })
    const actor = { kind: 'system' as const, name: `Share link ${link.prefix}` }
    const subject = { kind: 'cycle', id: link.cycleId }
    const { projectId } = link.cycle
    await recordAudit(tx, { actor }, { verb: 'share-link.view', subject, projectId, details: { prefix: link.prefix } })
    return { cycleId: link.cycleId, expiresAt: link.expiresAt }
  })
}
