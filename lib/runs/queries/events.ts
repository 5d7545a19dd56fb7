import type { Tx } from '#lib/db/client.ts'
import type { RunEvent } from '../schema.ts'

/** The timeline of a run, oldest first, at most `limit` lines. Authorize before calling. */
export async function listRunEvents(tx: Tx, runId: string, limit = 500): Promise<RunEvent[]> {
  const rows = await tx.runEvent.findMany({
    where: { runId },
    orderBy: [{ offsetMs: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true, offsetMs: true, kind: true, text: true, actor: true, createdAt: true },
  })
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}
