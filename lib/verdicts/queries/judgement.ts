// The judgement of a run: the stored verdict once it ended, an estimate on the data so far while it goes on.

import type { Tx } from '#lib/db/client.ts'
import type { RunFacts } from '#lib/runs/queries/facts.ts'
import type { Judgement } from '#lib/runs/schema.ts'
import { RULES_VERSION } from '../run-verdict.ts'
import { toRunVerdict } from '../stored-verdict.ts'
import { currentEstimate, estimateJudgement } from './estimate.ts'

/** null before the first second was measured. A run that waits for the rules of today shows what older ones said. */
export async function readJudgement(tx: Tx, facts: RunFacts, measuredSeconds: number): Promise<Judgement | null> {
  if (facts.run.state === 'ended') {
    const stored = await findNewestJudgement(tx, facts.run.id, facts.run.revisionId)
    if (stored) return stored
  }
  if (measuredSeconds === 0) return null
  const isOver = facts.run.state === 'ended'
  return isOver ? estimateJudgement(tx, facts, measuredSeconds) : currentEstimate(tx, facts, measuredSeconds)
}

const select = {
  ...{ verdict: true, validity: true, objectives: true, sentence: true, confidence: true, rulesVersion: true },
} as const

/** By the rules of today. */
export async function findStoredJudgement(tx: Tx, runId: string, revisionId: string): Promise<Judgement | null> {
  const key = { runId, revisionId, rulesVersion: RULES_VERSION }
  const row = await tx.runVerdict.findUnique({ where: { runId_revisionId_rulesVersion: key }, select })
  return row && { final: true, verdict: toRunVerdict(row) }
}

async function findNewestJudgement(tx: Tx, runId: string, revisionId: string): Promise<Judgement | null> {
  const where = { runId, revisionId }
  const row = await tx.runVerdict.findFirst({ where, orderBy: { rulesVersion: 'desc' }, select })
  return row && { final: true, verdict: toRunVerdict(row) }
}

/**
 * Ended runs without a verdict by their own revision under the rules of today, oldest first: a worker died before it judged them, or there was none. One that
 * has just ended is left to its worker.
 */
export function listUnjudgedRuns(tx: Tx, except: readonly string[] = [], limit = 10): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM run
    WHERE state = 'ended' AND id <> ALL (${except}::uuid[])
      AND (started_at IS NULL OR ended_at < now() - interval '10 seconds')
      AND NOT EXISTS (
        SELECT 1 FROM run_verdict
        WHERE run_id = run.id AND revision_id = run.revision_id AND rules_version = ${RULES_VERSION})
    ORDER BY ended_at LIMIT ${limit}`
}
