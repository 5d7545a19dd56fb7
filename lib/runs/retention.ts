// What is kept of a long run: rows of ten seconds and longer for ever; rows of one second for the last hour, and around everything that
// happened or is judged by itself. Runs of at most two hours keep all. Units: seconds, or milliseconds (…Ms), since the start of the run.

import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { CriterionEntry } from '#lib/plans/criterion.ts'
import { objectivesFor } from '#lib/plans/objectives-for.ts'

const KEEP_ALL_SECONDS = 7200
const KEEP_LAST_SECONDS = 3600
const AROUND_SECONDS = 60
/** Rows go ten minutes at a time: seldom, and never a part of a coarser row. */
export const STEP_SECONDS = 600
const FINEST_KEPT = 10

/** The second before which one-second rows may go; 0 while all are kept. */
export function letGoBefore(measuredSeconds: number): number {
  if (measuredSeconds <= KEEP_ALL_SECONDS) return 0
  const before = measuredSeconds - KEEP_LAST_SECONDS
  return before - (before % STEP_SECONDS)
}

/** Where stages and phases of a scenario meet, and its milestones, so that what is judged stays exact. ms */
export function plannedMoments(plan: CompiledPlan, scenarioKey: string): number[] {
  const scenario = plan.scenarios.find((one) => one.key === scenarioKey)
  if (!scenario) return []
  const edges = [...scenario.load.stages, ...scenario.phases].flatMap((one) => [
    one.startMs,
    one.startMs + one.durationMs,
  ])
  return [...edges, ...objectivesFor(plan, scenario).flatMap((objective) => milestonesOf(objective.entry))]
}

function milestonesOf(entry: CriterionEntry): number[] {
  if (entry.kind === 'any') return entry.entries.flatMap(milestonesOf)
  return entry.criterion.window?.kind === 'at' ? [entry.criterion.window.atMs] : []
}

export interface SecondRange {
  from: number
  to: number
}

/** What of [from, to), two multiples of ten, lies further than a minute from every moment, in whole tens of seconds. */
export function rangesToLetGo({ from, to }: SecondRange, momentsMs: readonly number[]): SecondRange[] {
  const kept = momentsMs
    .map((ms) => ({
      from: Math.floor((ms / 1000 - AROUND_SECONDS) / FINEST_KEPT) * FINEST_KEPT,
      to: Math.ceil((ms / 1000 + AROUND_SECONDS) / FINEST_KEPT) * FINEST_KEPT,
    }))
    .sort((a, b) => a.from - b.from)
  const ranges: SecondRange[] = []
  let reached = from
  for (const range of kept) {
    if (range.from > reached) ranges.push({ from: reached, to: Math.min(range.from, to) })
    reached = Math.max(reached, range.to)
    if (reached >= to) return ranges
  }
  return [...ranges, { from: reached, to }]
}
