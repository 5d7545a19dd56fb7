// A run as comparison needs it: its phase cut into blocks of time and what was measured in each. Of a run that ended nothing changes any
// more, so the values of its steady load, which spreads and trends are made of, are kept in this process.

import type { ScopeEstimates } from '#lib/analysis/comparison.ts'
import { blockSecondsFor } from '#lib/analysis/interval.ts'
import type { Tx } from '#lib/db/client.ts'
import { seededRandom } from '#lib/load/seeded.ts'
import type { RunFacts } from '#lib/runs/queries/facts.ts'
import { findFinestEdges } from '#lib/runs/queries/finest.ts'
import { findMeasuredSeconds, listWindowRows } from '#lib/runs/queries/window-rows.ts'
import { estimateScopes } from '../compared-scopes.ts'
import type { RunFacts as Schedule, TimeRange } from '../evidence.ts'
import { duringPhase, lengthMs, steadyWindow } from '../judged-window.ts'
import { cutInto } from '../slices.ts'
import { scheduleOf } from './evidence.ts'

export interface PhaseOfRun {
  schedule: Schedule
  measuredSeconds: number
  /** Empty when the run has no such phase, or did not reach it. */
  ranges: TimeRange[]
}

/** `phase` null: the steady load. */
export async function findPhase(tx: Tx, facts: RunFacts, phase: string | null): Promise<PhaseOfRun> {
  const { run, plan } = facts
  const measuredSeconds = await findMeasuredSeconds(tx, run.id, run.state !== 'ended')
  const scenario = plan.scenarios.find(({ key }) => key === run.scenario)
  if (!scenario) throw new RangeError(`the plan has no scenario ${run.scenario}`)
  const plain = scheduleOf(run, scenario, measuredSeconds)
  const rangesIn = (schedule: Schedule) =>
    (phase === null ? steadyWindow(schedule) : duringPhase(phase, schedule))?.reached ?? []
  const seconds = rangesIn(plain).flatMap(({ fromMs, toMs }) => [fromMs / 1000, toMs / 1000])
  const schedule = { ...plain, edges: await findFinestEdges(tx, run, seconds) }
  return { schedule, measuredSeconds, ranges: rangesIn(schedule) }
}

/** With how sure each value is, where the phase makes enough blocks. */
export async function estimatePhase(
  tx: Tx,
  runId: string,
  { schedule, ranges }: PhaseOfRun,
): Promise<ScopeEstimates[]> {
  const seconds = Math.max(blockSecondsFor(lengthMs(ranges) / 1000), schedule.finestSeconds ?? 1)
  return measure(tx, runId, cutInto(ranges, seconds))
}

async function measure(tx: Tx, runId: string, ranges: readonly TimeRange[]): Promise<ScopeEstimates[]> {
  const [first, last] = [ranges[0], ranges.at(-1)]
  if (!first || !last) return []
  const cuts = ranges.flatMap(({ fromMs, toMs }) => [fromMs / 1000, toMs / 1000])
  const window = { fromSecond: first.fromMs / 1000, toSecond: last.toMs / 1000 }
  const rows = await listWindowRows(tx, runId, window, { cuts })
  return estimateScopes(rows, ranges, seededRandom(runId))
}

const kept = new Map<string, ScopeEstimates[]>()
const MOST_KEPT = 1000

/** Values over the steady load, of a run that ended and was judged. Authorize before calling. */
export async function readSteadyValues(tx: Tx, facts: RunFacts): Promise<ScopeEstimates[]> {
  const { id } = facts.run
  const known = kept.get(id)
  if (known) return known
  const { ranges } = await findPhase(tx, facts, null)
  const values = await measure(tx, id, ranges)
  kept.set(id, values)
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
  return values
}
