import type { Tx } from '#lib/db/client.ts'
import { historyText } from '../history-text.ts'
import type { HistoryItem } from '../schema.ts'

/** What was done on the cycle, newest first. Authorize before calling. */
export async function listHistory(tx: Tx, cycleId: string, limit = 100): Promise<HistoryItem[]> {
  const rows = await tx.auditEvent.findMany({
    // How often a link was opened stands at the link.
    where: { subjectKind: 'cycle', subjectId: cycleId, verb: { not: 'share-link.view' } },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.map(({ id, createdAt, actorName, verb, details }) => ({
    ...{ id, at: createdAt.toISOString(), by: actorName, verb },
    text: historyText(verb, details as Record<string, unknown>),
  }))
}
