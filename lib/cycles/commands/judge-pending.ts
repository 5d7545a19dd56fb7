// Runs of a cycle are judged by the revision of the cycle, also those sent under another one that asks for the same load.

import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { findSameLoads } from '#lib/plans/queries/same-load.ts'
import { judgeAgain } from '#lib/verdicts/commands/judge.ts'

export interface PendingRun {
  runId: string
  /** Number of the revision that is to judge it. */
  revision: number
}

interface Candidate extends PendingRun {
  scenario: string
  environment: string
  ownId: string
  ownLoad: string
  wantedId: string
  wantedLoad: string
}

/**
 * Ended runs that have no verdict under the revision their cycle is on, though its load is theirs. Of all cycles only those of the last
 * week: whoever moves a cycle or adds a run to it judges at once, so that what is left is what went on at that moment.
 */
export async function listPendingRuns(tx: Tx, cycleId: string | null = null): Promise<PendingRun[]> {
  const found = await tx.$queryRaw<Candidate[]>`
    SELECT run.id AS "runId", wanted.number AS revision, run.scenario, run.environment,
      own.id AS "ownId", own.load_hash AS "ownLoad", wanted.id AS "wantedId", wanted.load_hash AS "wantedLoad"
    FROM cycle_run JOIN cycle ON cycle.id = cycle_run.cycle_id
      JOIN run ON run.id = cycle_run.run_id
      JOIN plan_revision wanted ON wanted.id = cycle.revision_id
      JOIN plan_revision own ON own.id = run.revision_id
    WHERE (cycle.id = ${cycleId}::uuid OR ${cycleId}::uuid IS NULL AND run.ended_at > now() - interval '7 days')
      AND cycle.state <> 'closed' AND run.state = 'ended' AND own.id <> wanted.id
      AND NOT EXISTS (SELECT 1 FROM run_verdict WHERE run_id = run.id AND revision_id = wanted.id)
    ORDER BY run.ended_at`
  const isSame = await findSameLoads(
    tx,
    found.map(({ scenario, environment, ownId, ownLoad, wantedId, wantedLoad }) => ({
      ...{ scenario, environment, own: { id: ownId, loadHash: ownLoad } },
      other: { id: wantedId, loadHash: wantedLoad },
    })),
  )
  return found.filter((_, index) => isSame[index]).map(({ runId, revision }) => ({ runId, revision }))
}

/** As the system: what is judged follows from the revision, which was authorized. */
export async function judgePending(ctx: Ctx, runs: readonly PendingRun[]): Promise<void> {
  const system = { ...ctx, actor: { kind: 'system' as const, name: 'Headroom' } }
  for (const { runId, revision } of runs) await judgeAgain(system, { id: runId, revision })
}
