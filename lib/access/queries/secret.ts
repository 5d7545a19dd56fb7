// Secrets of environments: names for people, values for the worker alone.

import { instanceSecret } from '#lib/core/instance-secret.ts'
import type { Tx } from '#lib/db/client.ts'
import type { Ctx } from '../actor.ts'
import type { SecretView } from '../schema.ts'
import { openText } from '../secret-box.ts'
import { authorize } from './authorize.ts'

/** Names only, and since when they have their value. */
export async function listSecrets(ctx: Ctx, projectId: string): Promise<SecretView[]> {
  await authorize(ctx, projectId, 'plan.view')
  const rows = await ctx.db.secret.findMany({
    where: { projectId },
    orderBy: [{ environment: 'asc' }, { name: 'asc' }],
    select: { environment: true, name: true, updatedAt: true },
  })
  return rows.map(({ updatedAt, ...key }) => ({ ...key, updatedAt: updatedAt.toISOString() }))
}

/** Which of `names` have no value in an environment, in their order. Authorize before calling. */
export async function listMissingSecrets(
  tx: Tx,
  { projectId, environment, names }: { projectId: string; environment: string; names: string[] },
): Promise<string[]> {
  if (names.length === 0) return []
  const where = { projectId, environment, name: { in: names } }
  const stored = await tx.secret.findMany({ where, select: { name: true } })
  return names.filter((name) => !stored.some((one) => one.name === name))
}

/** For the worker only. Throws `precondition_failed` when a value was sealed under another secret of the instance. */
export async function openSecrets(
  tx: Tx,
  { projectId, environment, names }: { projectId: string; environment: string; names: string[] },
): Promise<Record<string, string>> {
  if (names.length === 0) return {}
  const where = { projectId, environment, name: { in: names } }
  const rows = await tx.secret.findMany({ where, select: { name: true, ciphertext: true } })
  const open = (name: string, ciphertext: Uint8Array) =>
    openText(instanceSecret(), ciphertext, secretIdentity({ id: projectId, environment, name }))
  return Object.fromEntries(rows.map(({ name, ciphertext }) => [name, open(name, ciphertext)]))
}

/** The row a sealed value belongs to, whatever its id. */
export function secretIdentity({ id, environment, name }: { id: string; environment: string; name: string }): string {
  return JSON.stringify(['secret', id, environment, name])
}
