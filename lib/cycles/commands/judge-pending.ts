// Runs of a cycle are judged by the revision of the cycle, also those sent under another one that asks for the same load.

import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { judgeAgain } from '#lib/verdicts/commands/judge.ts'

export interface PendingRun {
  runId: string
  revision: number
}

/** Ended runs that have no verdict under the revision their cycle is on, though its load is theirs. */
export function listPendingRuns(tx: Tx, cycleId: string | null = null, limit = 200): Promise<PendingRun[]> {
  return tx.$queryRaw<PendingRun[]>`
    SELECT run.id AS "runId", wanted.number AS revision
    FROM cycle_run JOIN cycle ON cycle.id = cycle_run.cycle_id
      JOIN run ON run.id = cycle_run.run_id
      JOIN plan_revision wanted ON wanted.id = cycle.revision_id
      JOIN plan_revision own ON own.id = run.revision_id
    WHERE (${cycleId}::uuid IS NULL OR cycle.id = ${cycleId}::uuid) AND cycle.state <> 'closed'
      AND run.state = 'ended' AND own.id <> wanted.id AND own.load_hash = wanted.load_hash
      AND NOT EXISTS (SELECT 1 FROM run_verdict WHERE run_id = run.id AND revision_id = wanted.id)
    ORDER BY run.ended_at LIMIT ${limit}`
}

/** As the system: what is judged follows from the revision, which was authorized. */
export async function judgePending(ctx: Ctx, runs: readonly PendingRun[]): Promise<void> {
  const system = { ...ctx, actor: { kind: 'system' as const, name: 'Headroom' } }
  for (const { runId, revision } of runs) await judgeAgain(system, { id: runId, revision })
}
