import { AppError } from '#lib/core/errors.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { Actor, Ctx } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { isSetupNeeded } from '../queries/actor.ts'
import type { Setup } from '../schema.ts'
import { hashPassword } from '../session.ts'
import { createToken } from '../token.ts'
import { insertAccount } from './account.ts'

// Any number nobody else uses.
const lockKey = 4_711_180_227

/**
 * Makes the first account, an admin of the instance, and an unbounded token for automation, shown once. `withFirst` adds
 * to the same transaction. Throws `conflict` when there is an account already, however many ask at once.
 */
export async function setUp(
  { db, now }: { db: Db; now: Date },
  input: Setup,
  withFirst: (tx: Tx, ctx: Pick<Ctx, 'actor' | 'now'>) => Promise<void> = async () => {},
): Promise<{ token: string }> {
  await assertNeeded(db)
  const passwordHash = await hashPassword(input.password)
  return inTransaction(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey}::bigint)`
    await assertNeeded(tx)
    const user = await insertAccount(tx, { ...input, passwordHash, isAdmin: true })
    const actor: Actor = { kind: 'user', userId: user.id, name: user.name, isAdmin: true }
    const { token, prefix, secretHash } = createToken()
    const row = await tx.apiToken.create({
      data: { userId: user.id, name: 'Setup', role: 'admin', prefix, secretHash },
    })
    await recordAudit(tx, { actor }, { verb: 'setup', subject: { kind: 'user', id: user.id }, projectId: null })
    const tokenEntry = { verb: 'token.create', subject: { kind: 'token', id: row.id }, projectId: null }
    await recordAudit(tx, { actor }, { ...tokenEntry, details: { name: 'Setup', role: 'admin' } })
    await withFirst(tx, { actor, now })
    return { token }
  })
}

async function assertNeeded(db: Tx): Promise<void> {
  if (await isSetupNeeded(db)) return
  throw new AppError('conflict', 'Headroom is set up already. Sign in, or ask an admin for an account.')
}
