import type { Db } from '#lib/db/client.ts'
import { type Role, weakerRole } from './role.ts'

/** Who asks. `isAdmin` of a token is that of its owner; `role` is the ceiling of the token. */
export type Actor =
  | { kind: 'user'; userId: string; name: string; isAdmin: boolean }
  | {
      kind: 'token'
      tokenId: string
      userId: string
      name: string
      projectId: string | null
      role: Role
      expiresAt: Date | null
      isAdmin: boolean
    }
  | { kind: 'system'; name: string }

export type PersonalActor = Exclude<Actor, { kind: 'system' }>

/** What every query and command takes first. `now` is the one time of the whole call. */
export interface Ctx {
  actor: Actor
  db: Db
  now: Date
}

/** May do what belongs to no project: a person who is admin of the instance, or their unbounded admin token. */
export function isInstanceAdmin(actor: Actor): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'user') return actor.isAdmin
  return actor.isAdmin && actor.role === 'admin' && actor.projectId === null
}

/**
 * The role an actor has in a project, from the role of their membership. Null: as far as they can see there is no such
 * project. A token never does more than its owner may at this moment.
 */
export function effectiveRole(actor: Actor, projectId: string, memberRole: Role | null): Role | null {
  if (actor.kind === 'system') return 'admin'
  const own = actor.isAdmin ? 'admin' : memberRole
  if (actor.kind === 'user' || own === null) return own
  if (actor.projectId !== null && actor.projectId !== projectId) return null
  return weakerRole(own, actor.role)
}

/** The user behind an actor; null for the system. */
export function userIdOf(actor: Actor): string | null {
  return actor.kind === 'system' ? null : actor.userId
}
