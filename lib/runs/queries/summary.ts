import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { Summary } from '../schema.ts'
import { RunTally, summarise } from '../summary.ts'
import type { RunFacts } from './facts.ts'
import { getReadableRun } from './readable.ts'
import { findMeasuredSeconds, listWindowRows } from './window-rows.ts'

/** Exact percentiles of any window, to the second; the whole run by default. Milliseconds since the start. */
export async function getSummary(
  ctx: Ctx,
  input: { id: string; from?: number | undefined; to?: number | undefined },
): Promise<Summary> {
  return readSummary(ctx.db, await getReadableRun(ctx, input.id), input)
}

export async function readSummary(
  tx: Tx,
  { run, plan }: RunFacts,
  input: { from?: number | undefined; to?: number | undefined },
): Promise<Summary> {
  const measured = await findMeasuredSeconds(tx, run.id)
  const fromSecond = Math.max(0, Math.floor((input.from ?? 0) / 1000))
  const toSecond = Math.min(measured, Math.ceil((input.to ?? measured * 1000) / 1000))
  const tally = new RunTally()
  for (const row of await listWindowRows(tx, run.id, { fromSecond, toSecond })) tally.add(row)
  const from = fromSecond * 1000
  return summarise(tally, plan, run.scenario, {
    from,
    to: Math.max(from, Math.min(toSecond * 1000, scheduleEndMs(run))),
  })
}

/** Answers that came in after the last request was due belong to the run; the seconds they took do not lengthen it. */
function scheduleEndMs({ state, startedAt, endedAt }: RunFacts['run']): number {
  if (state !== 'ended' || !startedAt || !endedAt) return Number.POSITIVE_INFINITY
  return endedAt.getTime() - startedAt.getTime()
}
