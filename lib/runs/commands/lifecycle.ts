// How a run moves along. Every change is guarded by the states it may come from.

import type { Tx } from '#lib/db/client.ts'
import type { Lease } from '../lease.ts'
import { statesBefore } from '../run-state.ts'
import type { EndReason, RunState } from '../schema.ts'
import type { StopOrder } from './lease.ts'

/** `starting` → `running`. A run that was told to stop meanwhile keeps its state and still learns when it began. */
export async function markRunning(tx: Tx, lease: Lease, startedAt: Date): Promise<void> {
  await tx.run.updateMany({
    where: { id: lease.runId, state: { in: statesBefore('running') } },
    data: { state: 'running' },
  })
  await tx.run.updateMany({ where: { id: lease.runId, startedAt: null, state: { not: 'ended' } }, data: { startedAt } })
}

/** Tells every shard to stop. False when they were told before, or the run ended: the first order stays. */
export async function orderStop(tx: Tx, runId: string, order: StopOrder): Promise<boolean> {
  const { count } = await tx.run.updateMany({
    where: { id: runId, stopRequested: null, state: { in: [...statesBefore('stopping')] } },
    data: { state: 'stopping', stopRequested: order.message, stopReason: order.reason },
  })
  return count === 1
}

/** The same, with a line on the timeline. */
export async function noteStop(tx: Tx, runId: string, order: StopOrder, actor = 'system'): Promise<boolean> {
  if (!(await orderStop(tx, runId, order))) return false
  await addRunEvent(tx, { runId, offsetMs: await elapsedMs(tx, runId), kind: 'stop', text: order.message, actor })
  return true
}

/** What is stored about a run is told by one clock, whichever machine tells it. */
export async function databaseTime(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  return row?.now as Date
}

/** By the clock of the database; 0 before the start, its length once it has ended. */
export async function elapsedMs(tx: Tx, runId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ elapsedMs: number }[]>`
    SELECT COALESCE(EXTRACT(EPOCH FROM COALESCE(ended_at, clock_timestamp()) - started_at) * 1000, 0)::float8 AS "elapsedMs"
    FROM run WHERE id = ${runId}::uuid`
  return Math.max(0, rows[0]?.elapsedMs ?? 0)
}

/** Ends the run and says why. False when it had ended already, or is in none of the states `from`: the first reason stays. */
export async function endRun(
  tx: Tx,
  runId: string,
  end: { reason: EndReason; message: string | null; endedAt: Date },
  from: readonly RunState[] = statesBefore('ended'),
): Promise<boolean> {
  const { count } = await tx.run.updateMany({
    where: { id: runId, state: { in: [...from] } },
    data: {
      ...{ state: 'ended', endReason: end.reason, endMessage: end.message, endedAt: end.endedAt },
      sharedValues: null,
    },
  })
  return count === 1
}

/** Adds a line to the timeline of a run. */
export async function addRunEvent(
  tx: Tx,
  event: { runId: string; offsetMs: number; kind: string; text: string; actor: string },
): Promise<void> {
  await tx.runEvent.create({ data: { ...event, offsetMs: Math.max(0, Math.round(event.offsetMs)) } })
}
