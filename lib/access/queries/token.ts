import { AppError } from '#lib/core/errors.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import type { Ctx, PersonalActor } from '../actor.ts'
import { type Role, rolesUpTo } from '../role.ts'
import type { TokenView } from '../schema.ts'

/** The tokens an actor may see and revoke: their own; asked by a token, those within its bounds. */
export function manageableTokens(actor: PersonalActor) {
  const own = { userId: actor.userId, revokedAt: null }
  if (actor.kind === 'user') return own
  const role = { in: rolesUpTo(actor.role) as string[] }
  return { ...own, role, ...(actor.projectId ? { projectId: actor.projectId } : {}) }
}

export async function listTokens({ actor, db }: Ctx, page: PageInput): Promise<Page<TokenView>> {
  if (actor.kind === 'system') throw new AppError('forbidden', 'Tokens belong to people: sign in first.')
  const rows = await db.apiToken.findMany({ where: manageableTokens(actor), ...pageQuery(page) })
  return toPage(rows, page, (row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    projectId: row.projectId,
    role: row.role as Role,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }))
}
