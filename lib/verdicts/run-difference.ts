// What else than the build may explain that two runs differ: plan, environment, version, how the load was sent and how it ended.

import { changeWords } from '#lib/plans/change-words.ts'
import { diffDrafts } from '#lib/plans/diff.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { RunHead } from '#lib/runs/schema.ts'
import type { RunDifference } from './comparison-schema.ts'

const MOST_NAMED = 50

export interface DifferingRun {
  head: RunHead
  versionUnderTest: string
  draft: PlanDraft
  workers: number
}

export function differenceOf(base: DifferingRun, other: DifferingRun): RunDifference {
  const changes = diffDrafts(base.draft, other.draft).map(({ path, ...change }) =>
    changeWords({ path: path.join('.'), ...change }),
  )
  const facts = FACTS.map(({ label, read }) => ({ label, before: read(base), after: read(other) }))
  return {
    runId: other.head.id,
    facts: facts.filter(({ before, after }) => before !== after),
    plan: changes.slice(0, MOST_NAMED),
    planChanges: changes.length,
  }
}

const FACTS: { label: string; read: (run: DifferingRun) => string }[] = [
  { label: 'Plan', read: ({ head }) => head.planName },
  { label: 'Revision', read: ({ head }) => `r${head.revision}` },
  { label: 'Scenario', read: ({ head }) => head.scenario.name },
  { label: 'Environment', read: ({ head }) => head.environment.name },
  { label: 'Version under test', read: ({ versionUnderTest }) => versionUnderTest || 'not told' },
  { label: 'Workers', read: ({ workers }) => String(workers) },
  { label: 'Load', read: ({ head }) => (head.leftPlanAtMs === null ? 'as planned' : 'changed by hand') },
  { label: 'Instrument', read: ({ head }) => head.validity ?? 'not judged' },
  { label: 'End', read: ({ head }) => head.endReason ?? head.state },
]
