// People and projects for database tests, made directly.

import { randomUUID } from 'node:crypto'
import type { Db } from '#lib/db/client.ts'
import type { Actor, Ctx } from './actor.ts'
import type { Role } from './role.ts'

export interface Person {
  userId: string
  email: string
  ctx: Ctx
}

/** A user without a password; tests that sign in make theirs through a command. */
export async function makePerson(db: Db, { isAdmin = false, name = 'Ada' } = {}): Promise<Person> {
  const email = `${randomUUID()}@example.test`
  const { id: userId } = await db.user.create({ data: { name, email, isAdmin } })
  return { userId, email, ctx: ctxOf(db, { kind: 'user', userId, name, isAdmin }) }
}

export function ctxOf(db: Db, actor: Actor, now = new Date()): Ctx {
  return { actor, db, now }
}

export async function makeProject(db: Db, members: [Person, Role][] = []): Promise<string> {
  const memberships = { create: members.map(([{ userId }, role]) => ({ userId, role })) }
  const { id } = await db.project.create({ data: { name: `Project ${randomUUID().slice(0, 8)}`, memberships } })
  return id
}

/** A member of a project of their own. */
export async function makeMember(db: Db, role: Role): Promise<Person & { projectId: string }> {
  const person = await makePerson(db)
  return { ...person, projectId: await makeProject(db, [[person, role]]) }
}
