// The judgement of a run: the stored verdict once it ended, an estimate on the data so far while it goes on.

import type { Tx } from '#lib/db/client.ts'
import type { RunFacts } from '#lib/runs/queries/facts.ts'
import type { Judgement } from '#lib/runs/schema.ts'
import { RULES_VERSION } from '../run-verdict.ts'
import type { RunVerdict } from '../verdict.ts'
import { currentEstimate, estimateJudgement } from './estimate.ts'

/** null before the first second was measured. */
export async function readJudgement(tx: Tx, facts: RunFacts, measuredSeconds: number): Promise<Judgement | null> {
  if (facts.run.state === 'ended') {
    const stored = await findStoredJudgement(tx, facts.run.id, facts.run.revisionId)
    if (stored) return stored
  }
  if (measuredSeconds === 0) return null
  const isOver = facts.run.state === 'ended'
  return isOver ? estimateJudgement(tx, facts, measuredSeconds) : currentEstimate(tx, facts, measuredSeconds)
}

export async function findStoredJudgement(tx: Tx, runId: string, revisionId: string): Promise<Judgement | null> {
  const row = await tx.runVerdict.findUnique({
    where: { runId_revisionId_rulesVersion: { runId, revisionId, rulesVersion: RULES_VERSION } },
    select: { verdict: true, validity: true, objectives: true, sentence: true },
  })
  return row && { final: true, verdict: row as unknown as RunVerdict }
}

/** Ended runs without a verdict under the rules of today, oldest first: a worker died before it judged them. */
export function listUnjudgedRuns(tx: Tx, limit = 10): Promise<{ id: string }[]> {
  return tx.run.findMany({
    where: { state: 'ended', verdicts: { none: { rulesVersion: RULES_VERSION } } },
    orderBy: { endedAt: 'asc' },
    take: limit,
    select: { id: true },
  })
}
