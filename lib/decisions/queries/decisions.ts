import type { Ctx } from '#lib/access/actor.ts'
import { type Evidence, evidenceText, hashText } from '#lib/cycles/evidence.ts'
import { readEvidence } from '#lib/cycles/queries/evidence.ts'
import { authorizeCycle } from '#lib/cycles/queries/facts.ts'
import type { Tx } from '#lib/db/client.ts'
import type { EvidenceView } from '../schema.ts'
import type { DecisionRow } from '../sign-off.ts'

/** Newest first, each with its signatures. Authorize before calling. */
export function listDecisions(tx: Tx, cycleId: string): Promise<DecisionRow[]> {
  return tx.decision.findMany({ where: { cycleId }, orderBy: { sequence: 'desc' }, include: { signOffs: true } })
}

/** What the cycle stands on, now and as it was decided on, each as the text that was hashed. */
export async function getEvidence(ctx: Ctx, cycleId: string): Promise<EvidenceView> {
  await authorizeCycle(ctx, cycleId, 'cycle.view')
  const [now, decision] = await Promise.all([
    readEvidence(ctx.db, cycleId),
    ctx.db.decision.findFirst({ where: { cycleId }, orderBy: { sequence: 'desc' } }),
  ])
  const text = evidenceText(now)
  const decided = decision && {
    ...{ sha256: decision.evidenceHash, decision: decision.sequence },
    text: evidenceText(decision.evidence as unknown as Evidence),
  }
  return { sha256: hashText(text), text, decided }
}
