// Evidence of a stored run: only the rows its objectives need, however long it was.

import { readRunData } from '#lib/analysis/queries/run-data.ts'
import { ANALYSED_METRICS, singleValuesOf } from '#lib/analysis/single-values.ts'
import type { Tx } from '#lib/db/client.ts'
import { applyChanges } from '#lib/load/change.ts'
import { listMonitorSeries } from '#lib/monitors/queries/series.ts'
import type { CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import type { Criterion } from '#lib/plans/criterion.ts'
import { runLabel } from '#lib/runs/head.ts'
import { moveStretches, readChanges } from '#lib/runs/load-change.ts'
import type { RunFacts } from '#lib/runs/queries/facts.ts'
import { findFinestEdges } from '#lib/runs/queries/finest.ts'
import { listRunShards } from '#lib/runs/queries/shards.ts'
import { listWindowRows } from '#lib/runs/queries/window-rows.ts'
import { metricsOf } from '#lib/runs/series.ts'
import { type Evidence, type RunFacts as EvidenceFacts, evidenceFromRows } from '../evidence.ts'
import { criteriaOf, judgedObjectives } from '../judged-objectives.ts'
import { windowOf } from '../judged-window.ts'
import { isMonitored } from '../monitored.ts'
import { blocksOf } from '../objective-interval.ts'
import { type JudgedCriterion, readCourses } from './courses.ts'
import { listGeneratorRows } from './generator-rows.ts'

/**
 * `plan` may be another revision than the one the run was started with. `measuredSeconds`: how far its rows reach. `isFinal`: with how
 * every criterion went, which reads ten-second rows of all of the run.
 */
export async function readEvidence(
  tx: Tx,
  { run }: RunFacts,
  plan: CompiledPlan,
  measuredSeconds: number,
  isFinal = true,
): Promise<Evidence> {
  const scenario = plan.scenarios.find((one) => one.key === run.scenario)
  if (!scenario) throw new RangeError(`the plan has no scenario ${run.scenario}`)
  const generator = await listGeneratorRows(tx, run.id)
  const shards = await listRunShards(tx, run.id)
  const facts: EvidenceFacts = {
    ...scheduleOf(run, scenario, measuredSeconds),
    generator,
    shards: shards.length,
    parts: shards.map(({ index, worker, endReason, durationMs }) => ({ index, worker, end: endReason, durationMs })),
    metrics: metricsOf(plan, scenario.key),
  }
  const criteria = judgedObjectives(plan, scenario).flatMap((objective) => criteriaOf(objective.entry))
  const edges = await findFinestEdges(tx, run, judgedIn(criteria, facts).flatMap(edgesOf))
  const judged = judgedIn(criteria, { ...facts, edges })
  const cuts = judged.flatMap((one) => [...edgesOf(one), ...edgesOf({ ranges: blocksOf(one.ranges, facts).ranges })])
  const rows = await listWindowRows(tx, run.id, { fromSecond: 0, toSecond: measuredSeconds }, { cuts })
  const course = isFinal ? await readCourses(tx, run.id, judged) : () => null
  const analysed = isFinal ? await readAnalysed(tx, { run, plan }, criteria) : {}
  const monitors = criteria.some(({ metric }) => isMonitored(metric)) ? await listMonitorSeries(tx, run.id) : []
  return evidenceFromRows(rows, { ...facts, edges, course, analysed, monitors })
}

/** Of the metrics with one value for a run that are asked for, what its analyses found. */
async function readAnalysed(
  tx: Tx,
  facts: RunFacts,
  criteria: readonly Criterion[],
): Promise<Evidence['analysed'] & {}> {
  const asked = criteria.flatMap(({ metric }) => (metric.kind === 'plain' ? [metric.name] : []))
  const wanted = ANALYSED_METRICS.filter((name) => asked.includes(name))
  return wanted.length > 0 ? singleValuesOf(await readRunData(tx, facts), wanted) : {}
}

/** What is known of a run without its measurements: its schedule as it was changed, and how far it came. */
export function scheduleOf(run: RunFacts['run'], scenario: CompiledScenario, measuredSeconds: number): EvidenceFacts {
  const changes = readChanges(run.loadChanges)
  return {
    run: { id: run.id, label: runLabel(run.number) },
    finestSeconds: run.finestFrom > 0 ? 10 : 1,
    load: applyChanges(scenario.load, changes),
    phases: moveStretches(scenario.phases, scenario.load, changes),
    generator: [],
    shards: 1,
    elapsedMs: elapsedMs(run, measuredSeconds),
    end: run.state === 'ended' ? (run.endReason as Evidence['end']) : null,
    startedAt: run.startedAt,
  }
}

/** Every criterion with what of its window was reached. */
function judgedIn(criteria: readonly Criterion[], facts: EvidenceFacts): JudgedCriterion[] {
  return criteria.map((criterion) => ({
    criterion,
    ranges: windowOf(criterion, { ...facts, tally: noTally })?.reached ?? [],
  }))
}

/** Seconds at which ranges begin and end. */
const edgesOf = ({ ranges }: Pick<JudgedCriterion, 'ranges'>): number[] =>
  ranges.flatMap(({ fromMs, toMs }) => [fromMs / 1000, toMs / 1000])

/** Windows follow from the schedule alone. */
function noTally(): never {
  throw new Error('a window is chosen before anything is measured')
}

/** A run that was lost ended, as far as anybody knows, with its last row. */
function elapsedMs(run: RunFacts['run'], measuredSeconds: number): number {
  if (run.state !== 'ended' || run.endReason === 'lost' || !run.startedAt || !run.endedAt) return measuredSeconds * 1000
  return run.endedAt.getTime() - run.startedAt.getTime()
}
