import type { Tx } from '#lib/db/client.ts'

export interface NewAccount {
  name: string
  /** Lower case. */
  email: string
  passwordHash: string
  isAdmin: boolean
}

/** A user with a password, in the two rows better-auth expects. */
export async function insertAccount(tx: Tx, { passwordHash, name, email, isAdmin }: NewAccount) {
  const user = await tx.user.create({ data: { name, email, isAdmin, emailVerified: true } })
  await tx.account.create({
    data: { userId: user.id, accountId: user.id, providerId: 'credential', password: passwordHash },
  })
  return user
}
