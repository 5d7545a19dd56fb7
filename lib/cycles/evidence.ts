// What a decision on a cycle stands on, as one text with one hash: its revision, its runs with their verdicts, its waivers and the decision
// itself. Signatures cover the hash; they hold while the text is the same. Server only (node:crypto).

import { createHash } from 'node:crypto'
import { canonicalJson } from '#lib/plans/revision.ts'

export interface Evidence {
  cycle: { id: string; number: number }
  revision: { number: number; hash: string }
  runs: EvidenceRun[]
  waivers: { objective: string; owner: string; reason: string; expiresAt: string }[]
  decision: EvidenceDecision | null
}

export interface EvidenceRun {
  id: string
  label: string
  scenario: string
  excludedBecause: string | null
  verdict: {
    verdict: string
    validity: string
    objectives: { key: string; judge: string; verdict: string; actual: number | null; target: number; limit: number }[]
  } | null
}

export interface EvidenceDecision {
  sequence: number
  outcome: string
  justification: string
  reason: string
  conditions: { text: string; owner: string; dueOn: string }[]
}

/** Keys sorted, so that whoever has the text finds the same hash. */
export const evidenceText = (evidence: Evidence): string => canonicalJson(evidence)

/** SHA-256 (hex) of the UTF-8 bytes. */
export const hashText = (text: string): string => createHash('sha256').update(text).digest('hex')

export const hashEvidence = (evidence: Evidence): string => hashText(evidenceText(evidence))

/** What changed from one to the other, in words, gravest first; empty when nothing did. */
export function changesBetween(before: Evidence, after: Evidence): string[] {
  return [...revisionChange(before, after), ...runChanges(before, after), ...waiverChanges(before, after)].concat(
    decisionChange(before, after),
  )
}

function revisionChange(before: Evidence, after: Evidence): string[] {
  if (before.revision.hash === after.revision.hash && before.revision.number === after.revision.number) return []
  return [`The cycle moved from revision ${before.revision.number} to revision ${after.revision.number}.`]
}

function runChanges(before: Evidence, after: Evidence): string[] {
  const isMoved = revisionChange(before, after).length > 0
  const earlier = new Map(before.runs.map((run) => [run.id, run]))
  const later = new Set(after.runs.map(({ id }) => id))
  const changed = after.runs.flatMap((run) => {
    const was = earlier.get(run.id)
    if (!was) return [`${run.label} was added in ${run.scenario}.`]
    if (was.excludedBecause !== run.excludedBecause)
      return [run.excludedBecause === null ? `${run.label} counts again.` : `${run.label} was excluded.`]
    return canonicalJson(was.verdict) === canonicalJson(run.verdict) ? [] : verdictChange(was, run, isMoved)
  })
  const gone = before.runs.filter(({ id }) => !later.has(id)).map(({ label }) => `${label} is gone.`)
  return [...changed, ...gone]
}

/** Other objectives are what another revision is about; a verdict that came out otherwise is told. */
function verdictChange(was: EvidenceRun, is: EvidenceRun, isMoved: boolean): string[] {
  const [from, to] = [was.verdict?.verdict ?? 'not judged', is.verdict?.verdict ?? 'not judged']
  if (from !== to) return [`The verdict of ${is.label} went from ${from} to ${to}.`]
  return isMoved ? [] : [`${is.label} was judged by other objectives.`]
}

function waiverChanges(before: Evidence, after: Evidence): string[] {
  const keys = (evidence: Evidence) => new Map(evidence.waivers.map((one) => [canonicalJson(one), one.objective]))
  const [earlier, later] = [keys(before), keys(after)]
  return [
    ...[...later].filter(([key]) => !earlier.has(key)).map(([, objective]) => `${objective} was waived.`),
    ...[...earlier]
      .filter(([key]) => !later.has(key))
      .map(([, objective]) => `The waiver of ${objective} was revoked.`),
  ]
}

function decisionChange(before: Evidence, after: Evidence): string[] {
  if (canonicalJson(before.decision) === canonicalJson(after.decision)) return []
  return [`It was decided anew: ${after.decision?.outcome ?? 'nothing'}.`]
}
