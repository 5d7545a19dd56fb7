// A signature covers the hash of what was decided on. Whether it holds is computed on reading: any change of that revokes it, visibly.

import { changesBetween, type Evidence, hashEvidence } from '#lib/cycles/evidence.ts'
import type { Condition, DecisionView, Proposal, SignOffView } from './schema.ts'

export interface DecisionRow {
  id: string
  createdAt: Date
  sequence: number
  outcome: string
  justification: string
  reason: string
  conditions: unknown
  proposal: unknown
  evidence: unknown
  evidenceHash: string
  actorName: string
  signOffs: SignOffRow[]
}

export interface SignOffRow {
  id: string
  createdAt: Date
  role: string
  actorId: string | null
  actorName: string
  evidenceHash: string
  note: string
}

export function toDecision(row: DecisionRow, now: Evidence): DecisionView {
  const changes = changesBetween(row.evidence as Evidence, now)
  return {
    ...{ id: row.id, sequence: row.sequence, justification: row.justification, reason: row.reason, by: row.actorName },
    outcome: row.outcome as DecisionView['outcome'],
    conditions: row.conditions as Condition[],
    proposal: row.proposal as Proposal,
    evidenceHash: row.evidenceHash,
    at: row.createdAt.toISOString(),
    changedSince: row.evidenceHash === hashEvidence(now) ? null : changes.join(' ') || 'What it stands on has changed.',
  }
}

/** Of all decisions, newest first; of one person in one role only the last. */
export function viewSignOffs(decisions: readonly DecisionRow[], now: Evidence, readerId: string | null): SignOffView[] {
  const hash = hashEvidence(now)
  const newest = decisions[0]
  const seen = new Set<string>()
  return decisions
    .flatMap((decision) => decision.signOffs.map((signOff) => ({ decision, signOff })))
    .toSorted((a, b) => (a.signOff.id < b.signOff.id ? 1 : -1))
    .filter(({ signOff }) => {
      const who = `${signOff.actorId ?? signOff.actorName}/${signOff.role.toLowerCase()}`
      return !seen.has(who) && seen.add(who)
    })
    .map(({ decision, signOff }) => {
      const valid = decision.id === newest?.id && signOff.evidenceHash === hash
      const changes = changesBetween(decision.evidence as Evidence, now).join(' ')
      return {
        ...{ id: signOff.id, role: signOff.role, by: signOff.actorName, note: signOff.note, valid },
        at: signOff.createdAt.toISOString(),
        evidenceHash: signOff.evidenceHash,
        ...(valid ? {} : { revokedBecause: changes || 'What was signed has changed.' }),
        isMine: readerId !== null && signOff.actorId === readerId,
      }
    })
}
