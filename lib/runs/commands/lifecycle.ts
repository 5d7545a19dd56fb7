// How a worker moves its run along. Every change is guarded by the states it may come from.

import type { Tx } from '#lib/db/client.ts'
import type { Lease } from '../lease.ts'
import { statesBefore } from '../run-state.ts'
import type { EndReason } from '../schema.ts'

/** `starting` → `running`. A run that was told to stop meanwhile keeps its state and still learns when it began. */
export async function markRunning(tx: Tx, lease: Lease, startedAt: Date): Promise<void> {
  await tx.run.updateMany({
    where: { id: lease.runId, state: { in: statesBefore('running') } },
    data: { state: 'running' },
  })
  await tx.run.updateMany({ where: { id: lease.runId, startedAt: null }, data: { startedAt } })
}

/** Ends the run and says why. False when it had ended already: the first reason stays. */
export async function endRun(
  tx: Tx,
  runId: string,
  end: { reason: EndReason; message: string | null; endedAt: Date },
): Promise<boolean> {
  const { count } = await tx.run.updateMany({
    where: { id: runId, state: { in: statesBefore('ended') } },
    data: { state: 'ended', endReason: end.reason, endMessage: end.message, endedAt: end.endedAt },
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
