import { AppError } from '#lib/core/errors.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import type { Actor, Ctx } from '../actor.ts'
import { isRole } from '../role.ts'
import type { Me } from '../schema.ts'
import { findSessionActor } from '../session.ts'
import { bearerToken, matchesSecret } from '../token.ts'

const wrongToken =
  'This token is not valid: it is mistyped, revoked or expired. Create one under Settings, Tokens, and send it as "Authorization: Bearer hr_…".'

/** Who sends these headers: a token, else a session cookie, else null. Throws `unauthenticated` for a token that is not valid. */
export async function findActor(db: Db, headers: Headers, now: Date): Promise<Actor | null> {
  const bearer = bearerToken(headers.get('authorization'))
  if (bearer === 'invalid') throw new AppError('unauthenticated', wrongToken)
  return bearer ? getTokenActor(db, bearer, now) : findSessionActor(db, headers)
}

async function getTokenActor(
  db: Db,
  { prefix, secret }: { prefix: string; secret: string },
  now: Date,
): Promise<Actor> {
  const row = await db.apiToken.findUnique({
    where: { prefix },
    include: { user: { select: { name: true, isAdmin: true } } },
  })
  const isValid =
    row !== null &&
    matchesSecret(secret, row.secretHash) &&
    row.revokedAt === null &&
    (row.expiresAt === null || row.expiresAt > now)
  if (!isValid || !isRole(row.role)) throw new AppError('unauthenticated', wrongToken)
  await touchToken(db, row.id, now)
  return {
    kind: 'token',
    tokenId: row.id,
    userId: row.userId,
    name: `${row.user.name} (token ${row.name})`,
    projectId: row.projectId,
    role: row.role,
    expiresAt: row.expiresAt,
    isAdmin: row.user.isAdmin,
  }
}

/** At most once a minute: a poller shall not write a row per call. */
async function touchToken(db: Db, id: string, now: Date): Promise<void> {
  const minuteAgo = new Date(now.getTime() - 60_000)
  await db.apiToken.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: minuteAgo } }] },
    data: { lastUsedAt: now },
  })
}

/** The person behind the call. Throws `unauthenticated` for the system, which is nobody. */
export async function getMe({ db, actor }: Ctx): Promise<Me> {
  if (actor.kind === 'system') throw new AppError('unauthenticated', 'Sign in first.')
  const user = await db.user.findUniqueOrThrow({ where: { id: actor.userId } })
  const ceiling = actor.kind === 'token' ? { role: actor.role, projectId: actor.projectId } : {}
  return { kind: actor.kind, userId: user.id, name: user.name, email: user.email, isAdmin: user.isAdmin, ...ceiling }
}

/** True while nobody has an account. */
export async function isSetupNeeded(db: Tx): Promise<boolean> {
  return (await db.user.findFirst({ select: { id: true } })) === null
}
