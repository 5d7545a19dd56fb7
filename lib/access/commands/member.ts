import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { inTransaction, isUniqueViolation } from '#lib/db/transaction.ts'
import type { Ctx } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { toMember } from '../member-view.ts'
import { authorize } from '../queries/authorize.ts'
import type { Role } from '../role.ts'
import type { Member } from '../schema.ts'
import { hashPassword } from '../session.ts'
import { insertAccount } from './account.ts'

export interface AddMember {
  id: string
  email: string
  name?: string
  password?: string
  role: Role
}

/**
 * Lets somebody into a project; who has no account gets one with the given name and password. Throws `invalid_input` when
 * these are missing or the person has an account already, `conflict` when they are a member.
 */
export async function addMember(ctx: Ctx, input: AddMember): Promise<Member> {
  await authorize(ctx, input.id, 'member.manage')
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password)
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const user = await findOrInsertUser(tx, input, passwordHash)
      const membership = await tx.membership.create({
        data: { projectId: input.id, userId: user.id, role: input.role },
        include: { user: true },
      })
      const details = { email: user.email, role: input.role }
      const subject = { kind: 'user', id: user.id }
      await recordAudit(tx, ctx, { verb: 'member.add', subject, projectId: input.id, details })
      return toMember(membership)
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', `${input.email} is a member of this project already. Change the role instead.`)
  }
}

async function findOrInsertUser(tx: Tx, { email, name }: AddMember, passwordHash: string | null) {
  const user = await tx.user.findUnique({ where: { email } })
  if (user && passwordHash) {
    throw new AppError('invalid_input', `${email} has an account already: leave the password out.`, {
      details: { fields: [{ path: 'password', message: 'Leave it out' }] },
    })
  }
  if (user) return user
  if (!name || !passwordHash) {
    const missing = [
      ...(name ? [] : [{ path: 'name', message: 'Give the name, e.g. Ada Lovelace: there is no account yet' }]),
      ...(passwordHash ? [] : [{ path: 'password', message: 'Give a first password of at least 8 characters' }]),
    ]
    throw new AppError(
      'invalid_input',
      `${email} has no account yet: give a name and a first password, e.g. { "name": "Ada Lovelace", "password": "at least 8 characters" }.`,
      { details: { fields: missing } },
    )
  }
  return insertAccount(tx, { name, email, passwordHash, isAdmin: false })
}

export async function updateMember(
  ctx: Ctx,
  { id, userId, role }: { id: string; userId: string; role: Role },
): Promise<Member> {
  await authorize(ctx, id, 'member.manage')
  return inTransaction(ctx.db, async (tx) => {
    const before = await getMembership(tx, id, userId)
    const after = await tx.membership.update({ where: { id: before.id }, data: { role }, include: { user: true } })
    const details = { from: before.role, to: role }
    await recordAudit(tx, ctx, { verb: 'member.update', subject: { kind: 'user', id: userId }, projectId: id, details })
    return toMember(after)
  })
}

export async function removeMember(ctx: Ctx, { id, userId }: { id: string; userId: string }): Promise<void> {
  await authorize(ctx, id, 'member.manage')
  await inTransaction(ctx.db, async (tx) => {
    const { id: membershipId, role } = await getMembership(tx, id, userId)
    await tx.membership.delete({ where: { id: membershipId } })
    const subject = { kind: 'user', id: userId }
    await recordAudit(tx, ctx, { verb: 'member.remove', subject, projectId: id, details: { role } })
  })
}

async function getMembership(tx: Tx, projectId: string, userId: string) {
  const membership = await tx.membership.findUnique({ where: { projectId_userId: { projectId, userId } } })
  if (!membership) throw new AppError('not_found', 'This person is not a member of the project.')
  return membership
}
