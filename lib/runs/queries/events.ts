import type { Ctx } from '#lib/access/actor.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import type { Tx } from '#lib/db/client.ts'
import type { RunEvent } from '../schema.ts'
import { getReadableRun } from './readable.ts'

const shown = { id: true, offsetMs: true, kind: true, text: true, actor: true, createdAt: true } as const
const newestFirst = [{ offsetMs: 'desc' as const }, { id: 'desc' as const }]
const toEvent = (row: Omit<RunEvent, 'createdAt'> & { createdAt: Date }): RunEvent => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
})

/** The timeline of a run, newest first. */
export async function pageRunEvents(ctx: Ctx, input: { id: string } & PageInput): Promise<Page<RunEvent>> {
  const { run } = await getReadableRun(ctx, input.id)
  const query = { ...pageQuery(input), orderBy: newestFirst }
  return toPage(await ctx.db.runEvent.findMany({ ...query, where: { runId: run.id }, select: shown }), input, toEvent)
}

/** The timeline of a run, oldest first; of a longer one the newest `limit` lines. Authorize before calling. */
export async function listRunEvents(tx: Tx, runId: string, limit = 500): Promise<RunEvent[]> {
  const rows = await tx.runEvent.findMany({
    where: { runId },
    orderBy: newestFirst,
    take: limit,
    select: shown,
  })
  return rows.reverse().map(toEvent)
}

/** Another text as soon as a line of the timeline came or, how far setup is, was written anew. */
export async function findTimelineMark(tx: Tx, runId: string): Promise<string> {
  const rows = await tx.$queryRaw<{ mark: string }[]>`
    SELECT concat(count(*), string_agg(text, ' ' ORDER BY id) FILTER (WHERE kind = 'setup')) AS mark
    FROM run_event WHERE run_id = ${runId}::uuid`
  return rows[0]?.mark ?? ''
}
