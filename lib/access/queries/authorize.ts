import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { type Actor, effectiveRole, isInstanceAdmin, userIdOf } from '../actor.ts'
import { isPermitted, type Permission, refusal } from '../permission.ts'
import { isRole, type Role } from '../role.ts'

/**
 * The first line of every command and query on a project. Returns the role the actor has there. Throws `not_found` when
 * there is no such project for this actor (others' projects look like none) and `forbidden` when the role is too weak.
 */
export async function authorize(
  { actor, db }: { actor: Actor; db: Tx },
  projectId: string,
  permission: Permission,
): Promise<Role> {
  const role = await findRole({ actor, db }, projectId)
  if (role === null) throw new AppError('not_found', 'There is no such project, or you are not a member of it.')
  if (!isPermitted(role, permission)) throw new AppError('forbidden', refusal(role, permission))
  return role
}

async function findRole({ actor, db }: { actor: Actor; db: Tx }, projectId: string): Promise<Role | null> {
  const userId = userIdOf(actor)
  const project = await db.project.findUnique({
    where: { id: projectId },
    select: { memberships: { where: { userId: userId ?? projectId }, select: { role: true } } },
  })
  if (project === null) return null
  const stored = project.memberships[0]?.role
  return effectiveRole(actor, projectId, isRole(stored) ? stored : null)
}

/**
 * For what hangs below a project (plan, run, …): authorizes on the project of `row`. A row that is null and a row of a
 * project the actor does not see give the same `not_found`, in the words of `what`, e.g. "plan".
 */
export async function authorizeRow<Row extends { projectId: string }>(
  ctx: { actor: Actor; db: Tx },
  row: Row | null,
  permission: Permission,
  what: string,
): Promise<Row> {
  const role = row && (await findRole(ctx, row.projectId))
  if (!row || !role)
    throw new AppError('not_found', `There is no such ${what}, or you are not a member of its project.`)
  if (!isPermitted(role, permission)) throw new AppError('forbidden', refusal(role, permission))
  return row
}

/** For what belongs to no project. */
export function authorizeInstance(actor: Actor, doing: string): void {
  if (isInstanceAdmin(actor)) return
  throw new AppError('forbidden', `Only an admin of this Headroom may ${doing}.`)
}
