import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { PartFilter } from '../part.ts'
import type { Summary } from '../schema.ts'
import { RunTally, summarise } from '../summary.ts'
import type { RunFacts } from './facts.ts'
import type { RunOutline } from './outlines.ts'
import { findPart } from './part.ts'
import { getReadableRun } from './readable.ts'
import { findWindow } from './run-window.ts'
import { listWindowRows } from './window-rows.ts'

type WindowInput = { from?: number | undefined; to?: number | undefined }

/**
 * Exact percentiles of any window, to the second, of the whole run or a part of it. Milliseconds since the start. Where one-second rows
 * were let go the window reaches to the next ten seconds; `from` and `to` of the answer say what it covers.
 */
export async function getSummary(ctx: Ctx, input: { id: string } & WindowInput & PartFilter): Promise<Summary> {
  return readSummary(ctx.db, await getReadableRun(ctx, input.id), input)
}

/** `outline`: of a run that ended, where it is known already. Authorize before calling. */
export async function readSummary(
  tx: Tx,
  facts: RunFacts,
  input: WindowInput & PartFilter,
  outline?: RunOutline,
): Promise<Summary> {
  const { run } = facts
  const { from, to, shard, location, service, operation, payload } = input
  const key = JSON.stringify([run.id, from, to, shard, location, service, operation, payload])
  const make = () => makeSummary(tx, facts, input, outline)
  if (run.state !== 'ended' && to !== undefined) return share(key, make)
  // Nothing changes any more in an ended run whose rows were looked after.
  if (run.state !== 'ended' || run.tidiedAt === null) return make()
  const summary = kept.get(key) ?? (await make())
  // Asked for last, it goes last.
  kept.delete(key)
  kept.set(key, summary)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string)
  return summary
}

const MOST_KEPT = 50
const kept = new Map<string, Summary>()

/** Everybody who watches a run asks for its last minute at about the same time. */
const SHARED_MS = 5000
const underWay = new Map<string, Promise<Summary>>()

function share(key: string, make: () => Promise<Summary>): Promise<Summary> {
  const asked = underWay.get(key)
  if (asked) return asked
  const made = make()
  underWay.set(key, made)
  const forget = () => underWay.delete(key)
  made.then(() => setTimeout(forget, SHARED_MS).unref(), forget)
  return made
}

async function makeSummary(
  tx: Tx,
  facts: RunFacts,
  input: WindowInput & PartFilter,
  outline: RunOutline | undefined,
): Promise<Summary> {
  const { run, plan } = facts
  const part = await findPart(tx, facts, input)
  const { window, covers } = await findWindow(tx, run, input, outline)
  const tally = new RunTally(part)
  for (const row of await listWindowRows(tx, run.id, window, { part, outline })) tally.add(row)
  const summary = summarise(tally, plan, run.scenario, covers, part)
  tally.release()
  return summary
}
