// What people wrote into a report, and on which numbers: when those change, the text is stale. Server only (node:crypto).

import { createHash } from 'node:crypto'
import { canonicalJson } from '#lib/plans/revision.ts'
import type { Evidence } from './evidence.ts'

/**
 * SHA-256 of what a section speaks of: "scenario/peak" of the runs of that scenario, "acceptance/a1" of what was judged by that
 * criterion, any other of all runs and their verdicts. Decisions and waivers change no number.
 */
export function basisOf(section: string, { revision, runs }: Pick<Evidence, 'revision' | 'runs'>): string {
  return createHash('sha256')
    .update(canonicalJson(subjectOf(section, { revision, runs })))
    .digest('hex')
}

function subjectOf(section: string, { revision, runs }: Pick<Evidence, 'revision' | 'runs'>): unknown {
  const [kind, key] = section.split('/')
  const counting = runs.filter(({ excludedBecause }) => excludedBecause === null)
  if (kind === 'scenario') return counting.filter(({ scenario }) => scenario === key)
  if (kind === 'acceptance')
    return counting.flatMap(({ id, verdict }) =>
      (verdict?.objectives ?? []).filter((one) => one.key === key).map((objective) => ({ id, objective })),
    )
  return { revision, runs: counting }
}
