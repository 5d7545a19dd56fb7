import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { PartFilter } from '../part.ts'
import type { Summary } from '../schema.ts'
import { RunTally, summarise } from '../summary.ts'
import type { RunFacts } from './facts.ts'
import { findFinestEdges } from './finest.ts'
import { findPart } from './part.ts'
import { getReadableRun } from './readable.ts'
import { findMeasuredSeconds, listWindowRows } from './window-rows.ts'

type WindowInput = { from?: number | undefined; to?: number | undefined }

/**
 * Exact percentiles of any window, to the second, of the whole run or a part of it. Milliseconds since the start. Where one-second rows
 * were let go the window reaches to the next ten seconds; `from` and `to` of the answer say what it covers.
 */
export async function getSummary(ctx: Ctx, input: { id: string } & WindowInput & PartFilter): Promise<Summary> {
  return readSummary(ctx.db, await getReadableRun(ctx, input.id), input)
}

export async function readSummary(tx: Tx, facts: RunFacts, input: WindowInput & PartFilter): Promise<Summary> {
  const { run, plan } = facts
  const part = await findPart(tx, facts, input)
  const measured = await findMeasuredSeconds(tx, run.id, run.state !== 'ended')
  const asked = {
    from: Math.max(0, Math.floor((input.from ?? 0) / 1000)),
    to: Math.min(measured, Math.ceil((input.to ?? measured * 1000) / 1000)),
  }
  const edges = await findFinestEdges(tx, run, [asked.from, asked.to])
  const window = { fromSecond: edges.before(asked.from), toSecond: edges.after(asked.to) }
  const tally = new RunTally(part)
  for (const row of await listWindowRows(tx, run.id, window, { part })) tally.add(row)
  const from = window.fromSecond * 1000
  const to = Math.max(from, Math.min(window.toSecond * 1000, scheduleEndMs(run)))
  return summarise(tally, plan, run.scenario, { from, to }, part)
}

/** Answers that came in after the last request was due belong to the run; the seconds they took do not lengthen it. */
function scheduleEndMs({ state, startedAt, endedAt }: RunFacts['run']): number {
  if (state !== 'ended' || !startedAt || !endedAt) return Number.POSITIVE_INFINITY
  return endedAt.getTime() - startedAt.getTime()
}
