import type { Tx } from '#lib/db/client.ts'
import type { RunEvent } from '../schema.ts'

const shown = { id: true, offsetMs: true, kind: true, text: true, actor: true, createdAt: true }

/** The timeline of a run, oldest first; of a longer one the newest `limit` lines. Authorize before calling. */
export async function listRunEvents(tx: Tx, runId: string, limit = 500): Promise<RunEvent[]> {
  const rows = await tx.runEvent.findMany({
    where: { runId },
    orderBy: [{ offsetMs: 'desc' }, { id: 'desc' }],
    take: limit,
    select: shown,
  })
  return rows.reverse().map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

/** Another text as soon as a line of the timeline came or, how far setup is, was written anew. */
export async function findTimelineMark(tx: Tx, runId: string): Promise<string> {
  const rows = await tx.$queryRaw<{ mark: string }[]>`
    SELECT concat(count(*), string_agg(text, ' ' ORDER BY id) FILTER (WHERE kind = 'setup')) AS mark
    FROM run_event WHERE run_id = ${runId}::uuid`
  return rows[0]?.mark ?? ''
}
