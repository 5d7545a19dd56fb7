// Evidence of a stored run: only the rows its objectives need, however long it was.

import type { Tx } from '#lib/db/client.ts'
import { applyChanges } from '#lib/load/change.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { Criterion, CriterionEntry } from '#lib/plans/criterion.ts'
import { objectivesFor } from '#lib/plans/objectives-for.ts'
import { moveStretches, readChanges } from '#lib/runs/load-change.ts'
import type { RunFacts } from '#lib/runs/queries/facts.ts'
import { findFinestEdges } from '#lib/runs/queries/finest.ts'
import { listRunShards } from '#lib/runs/queries/shards.ts'
import { listWindowRows } from '#lib/runs/queries/window-rows.ts'
import { metricsOf } from '#lib/runs/series.ts'
import { type Evidence, type RunFacts as EvidenceFacts, evidenceFromRows } from '../evidence.ts'
import { windowOf } from '../judged-window.ts'
import { listGeneratorRows } from './generator-rows.ts'

/** `plan` may be another revision than the one the run was started with. `measuredSeconds`: how far its rows reach. */
export async function readEvidence(
  tx: Tx,
  { run }: RunFacts,
  plan: CompiledPlan,
  measuredSeconds: number,
): Promise<Evidence> {
  const scenario = plan.scenarios.find((one) => one.key === run.scenario)
  if (!scenario) throw new RangeError(`the plan has no scenario ${run.scenario}`)
  const generator = await listGeneratorRows(tx, run.id)
  const shards = await listRunShards(tx, run.id)
  const changes = readChanges(run.loadChanges)
  const facts = {
    load: applyChanges(scenario.load, changes),
    phases: moveStretches(scenario.phases, scenario.load, changes),
    generator,
    shards: shards.length,
    parts: shards.map(({ index, worker, endReason, durationMs }) => ({ index, worker, end: endReason, durationMs })),
    elapsedMs: elapsedMs(run, measuredSeconds),
    end: run.state === 'ended' ? (run.endReason as Evidence['end']) : null,
    startedAt: run.startedAt,
    metrics: metricsOf(plan, scenario.key),
  }
  const criteria = objectivesFor(plan, scenario).flatMap((objective) => criteriaOf(objective.entry))
  const edges = await findFinestEdges(tx, run, cutsOf(criteria, facts))
  const cuts = cutsOf(criteria, { ...facts, edges })
  const rows = await listWindowRows(tx, run.id, { fromSecond: 0, toSecond: measuredSeconds }, { cuts })
  return evidenceFromRows(rows, { ...facts, edges })
}

/** Seconds at which the judged windows begin and end. */
function cutsOf(criteria: Criterion[], facts: EvidenceFacts): number[] {
  return criteria
    .flatMap((criterion) => windowOf(criterion, { ...facts, tally: noTally })?.reached ?? [])
    .flatMap(({ fromMs, toMs }) => [fromMs / 1000, toMs / 1000])
}

function criteriaOf(entry: CriterionEntry): Criterion[] {
  return entry.kind === 'criterion' ? [entry.criterion] : entry.entries.flatMap(criteriaOf)
}

/** Windows follow from the schedule alone. */
function noTally(): never {
  throw new Error('a window is chosen before anything is measured')
}

/** A run that was lost ended, as far as anybody knows, with its last row. */
function elapsedMs(run: RunFacts['run'], measuredSeconds: number): number {
  if (run.state !== 'ended' || run.endReason === 'lost' || !run.startedAt || !run.endedAt) return measuredSeconds * 1000
  return run.endedAt.getTime() - run.startedAt.getTime()
}
