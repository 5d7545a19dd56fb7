// Values of the secrets that environments of plans name. They are sealed here and opened only where load is sent.

import { AppError } from '#lib/core/errors.ts'
import { instanceSecret } from '#lib/core/instance-secret.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { Ctx } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { authorize } from '../queries/authorize.ts'
import { secretIdentity } from '../queries/secret.ts'
import { keyIdOf, sealText } from '../secret-box.ts'

export interface SecretKey {
  /** Of the project. */
  id: string
  environment: string
  name: string
}

/** Stores the value of a secret, in place of the one there is. */
export async function putSecret(ctx: Ctx, { value, ...key }: SecretKey & { value: string }): Promise<void> {
  const { id: projectId, environment, name } = key
  await authorize(ctx, projectId, 'secret.manage')
  const sealed = {
    keyId: keyIdOf(instanceSecret()),
    ciphertext: sealText(instanceSecret(), value, secretIdentity(key)),
  }
  await inTransaction(ctx.db, async (tx) => {
    const { id } = await tx.secret.upsert({
      where: { projectId_environment_name: { projectId, environment, name } },
      create: { projectId, environment, name, ...sealed },
      update: sealed,
      select: { id: true },
    })
    const details = { environment, name }
    await recordAudit(tx, ctx, { verb: 'secret.set', subject: { kind: 'secret', id }, projectId, details })
  })
}

/** Throws `not_found` when it has no value. */
export async function deleteSecret(ctx: Ctx, { id: projectId, environment, name }: SecretKey): Promise<void> {
  await authorize(ctx, projectId, 'secret.manage')
  await inTransaction(ctx.db, async (tx) => {
    const where = { projectId, environment, name }
    const row = await tx.secret.findFirst({ where, select: { id: true } })
    if (!row) throw new AppError('not_found', `The secret ${name} of ${environment} has no value.`)
    await tx.secret.deleteMany({ where })
    const subject = { kind: 'secret', id: row.id }
    await recordAudit(tx, ctx, { verb: 'secret.delete', subject, projectId, details: { environment, name } })
  })
}
