import type { Prisma, Tx } from '#lib/db/client.ts'
import type { Ctx } from './actor.ts'

export interface AuditEntry {
  /** Present tense of the domain, e.g. `plan.create`, `member.remove`. */
  verb: string
  subject: { kind: string; id: string }
  projectId: string | null
  /** Never secrets: what changed, by name. */
  details?: Prisma.InputJsonObject
}

/** Writes down who did what, in the transaction that does it: either both happen or neither. */
export async function recordAudit(tx: Tx, { actor }: Pick<Ctx, 'actor'>, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      projectId: entry.projectId,
      actorKind: actor.kind,
      actorId: actor.kind === 'system' ? null : actor.kind === 'token' ? actor.tokenId : actor.userId,
      actorName: actor.name,
      verb: entry.verb,
      subjectKind: entry.subject.kind,
      subjectId: entry.subject.id,
      details: entry.details ?? {},
    },
  })
}
