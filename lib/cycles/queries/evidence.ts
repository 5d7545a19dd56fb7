// The evidence of a cycle as it is now.

import type { Tx } from '#lib/db/client.ts'
import { type Evidence, type EvidenceDecision, hashEvidence } from '../evidence.ts'
import type { CycleFacts, RunFact } from '../facts.ts'
import { listCycleRuns } from './facts.ts'

export type EvidenceFacts = Pick<CycleFacts, 'revision' | 'runs'> & {
  cycle: Pick<CycleFacts['cycle'], 'id' | 'number'>
}

/** From the cycle alone, for what changes it. */
export async function readEvidence(tx: Tx, cycleId: string): Promise<Evidence> {
  const { revision, ...cycle } = await tx.cycle.findUniqueOrThrow({
    where: { id: cycleId },
    select: { id: true, number: true, revision: { select: { id: true, number: true, hash: true, loadHash: true } } },
  })
  return evidenceOf(tx, { cycle, revision, runs: await listCycleRuns(tx, cycleId, revision) })
}

export async function evidenceOf(tx: Tx, { cycle, revision, runs }: EvidenceFacts): Promise<Evidence> {
  const [waivers, last] = await Promise.all([
    tx.waiver.findMany({ where: { cycleId: cycle.id, revokedAt: null }, orderBy: { id: 'asc' } }),
    tx.decision.findFirst({ where: { cycleId: cycle.id }, orderBy: { sequence: 'desc' } }),
  ])
  return {
    cycle: { id: cycle.id, number: cycle.number },
    revision: { number: revision.number, hash: revision.hash },
    runs: runs.map(toEvidence),
    waivers: waivers.map(({ objective, owner, reason, expiresAt }) => ({
      ...{ objective, owner, reason, expiresAt: expiresAt.toISOString() },
    })),
    decision: last && toDecision(last),
  }
}

const toDecision = (row: {
  sequence: number
  outcome: string
  justification: string
  reason: string
  conditions: unknown
}): EvidenceDecision => ({
  sequence: row.sequence,
  outcome: row.outcome,
  justification: row.justification,
  reason: row.reason,
  conditions: row.conditions as EvidenceDecision['conditions'],
})

function toEvidence({ id, label, scenario, excluded, verdict }: RunFact): Evidence['runs'][number] {
  return {
    ...{ id, label, scenario, excludedBecause: excluded?.because ?? null },
    verdict: verdict && {
      verdict: verdict.verdict,
      validity: verdict.validity.status,
      objectives: verdict.objectives.map(({ key, judge, verdict: own, actual, target, limit }) => ({
        ...{ key, judge, verdict: own, actual, target, limit },
      })),
    },
  }
}

/** Signatures of the decision that counts, which hold on the evidence given. */
export async function countValidSignOffs(tx: Tx, evidence: Evidence): Promise<number> {
  if (!evidence.decision) return 0
  const where = {
    decision: { cycleId: evidence.cycle.id, sequence: evidence.decision.sequence },
    evidenceHash: hashEvidence(evidence),
  }
  return tx.signOff.count({ where })
}
