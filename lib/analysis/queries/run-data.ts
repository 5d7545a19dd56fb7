// Reads what analyses need of a stored run: ready rows for time, merged ones for its stages, however long it was.

import type { Tx } from '#lib/db/client.ts'
import { applyChanges } from '#lib/load/change.ts'
import { listMonitorSeries } from '#lib/monitors/queries/series.ts'
import type { CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { attemptsPerIteration } from '#lib/plans/expected-load.ts'
import { objectivesFor } from '#lib/plans/objectives-for.ts'
import { readScaling, type ScalingStatement } from '#lib/plans/scaling-statement.ts'
import { readChanges } from '#lib/runs/load-change.ts'
import { WHOLE_RUN } from '#lib/runs/part.ts'
import type { RunFacts } from '#lib/runs/queries/facts.ts'
import { findMeasuredSeconds, listWindowRows } from '#lib/runs/queries/window-rows.ts'
import { resolutionFor } from '#lib/runs/resolution.ts'
import type { EndReason } from '#lib/runs/schema.ts'
import { isAllOperations } from '#lib/runs/series.ts'
import { emptyWindow, mergeRows, mergeWindow, type WindowRow } from '#lib/runs/window.ts'
import { measureUptime } from '../availability.ts'
import type { RunData, RunMark, SeriesWindow, StageWindow } from '../run-data.ts'
import { listAnsweredIn, listJobPoints, listRunPoints } from './points.ts'

/** Runs that are longer have rows of one second in their last hour only. */
const FINE_SECONDS = 7200
const MOST_TREND_POINTS = 720

/** Authorize before calling. */
export async function readRunData(tx: Tx, { run, plan }: RunFacts): Promise<RunData> {
  const scenario = plan.scenarios.find(({ key }) => key === run.scenario)
  if (!scenario) throw new RangeError(`the plan has no scenario ${run.scenario}`)
  const measured = await findMeasuredSeconds(tx, run.id)
  const durationMs = run.startedAt && run.endedAt ? run.endedAt.getTime() - run.startedAt.getTime() : measured * 1000
  const load = applyChanges(scenario.load, readChanges(run.loadChanges))
  const fine = measured <= FINE_SECONDS ? 1 : 10
  const coarse = resolutionFor(measured, MOST_TREND_POINTS)
  const points = await listRunPoints(tx, run.id, fine)
  const trend = coarse === fine ? points : await listRunPoints(tx, run.id, coarse)
  const rows = await readWholeRows(tx, run.id, measured)
  const outages = measureUptime(points).outages.slice(0, 100)
  return {
    type: scenario.type,
    scenario,
    load,
    requestsPerIteration: attemptsPerIteration(plan, scenario, null),
    durationMs,
    endReason: run.endReason as EndReason | null,
    endMessage: run.endMessage,
    seed: run.number,
    points,
    trend,
    stages: await readStages(tx, run.id, { ...scenario, load }, Math.min(measured, Math.ceil(durationMs / 1000))),
    total: mergeRows(rows.filter(({ series }) => isAllOperations(series))),
    series: seriesOf(plan, rows),
    objectives: objectivesFor(plan, scenario),
    marks: await listMarks(tx, run.id),
    availability: plan.availability ?? { uptime: null, rtoMs: null, rpoMs: null },
    jobs: groupJobs(await listJobPoints(tx, run.id, fine)),
    whileDown: outages.length > 0 ? await listAnsweredIn(tx, run.id, fine, outages) : null,
    monitors: await listMonitorSeries(tx, run.id),
    planned: { monitors: plan.monitors ?? [], scaling: await findScaling(tx, run.revisionId) },
  }
}

async function findScaling(tx: Tx, revisionId: string): Promise<ScalingStatement | null> {
  const [found] = await tx.$queryRaw<{ scaling: PlanDraft['scaling'] | null }[]>`
    SELECT draft->'scaling' AS scaling FROM plan_revision WHERE id = ${revisionId}::uuid`
  return readScaling(found?.scaling ?? undefined)
}

function readWholeRows(tx: Tx, runId: string, measured: number): Promise<WindowRow[]> {
  return listWindowRows(tx, runId, { fromSecond: 0, toSecond: measured })
}

/** Cut inward to whole seconds; to tens of seconds where finer rows were let go. */
async function readStages(tx: Tx, runId: string, { load }: CompiledScenario, measured: number): Promise<StageWindow[]> {
  const reached = load.stages.flatMap((stage) => {
    const fromSecond = Math.ceil(stage.startMs / 1000)
    const toSecond = Math.min(measured, Math.floor((stage.startMs + stage.durationMs) / 1000))
    return toSecond > fromSecond ? [{ stage, fromSecond, toSecond }] : []
  })
  const cuts = reached.flatMap(({ fromSecond, toSecond }) => [fromSecond, toSecond])
  const part = { ...WHOLE_RUN, has: isAllOperations }
  const rows = await listWindowRows(tx, runId, { fromSecond: 0, toSecond: measured }, { cuts, part })
  return reached.map(({ stage, fromSecond, toSecond }) => ({
    stage,
    fromMs: fromSecond * 1000,
    toMs: toSecond * 1000,
    window: rows.length > 0 ? mergeWindow(rows, fromSecond, toSecond) : emptyWindow(),
  }))
}

function seriesOf(plan: CompiledPlan, rows: readonly WindowRow[]): SeriesWindow[] {
  const own = rows.filter(({ series }) => !isAllOperations(series))
  const groups = Map.groupBy(own, ({ series }) => `${series.kind}/${series.key}`)
  return [...groups.values()].map((group) => {
    const { series } = group[0]!
    const names = series.kind === 'operation' ? plan.operations : plan.flows
    return { series, name: names.find(({ key }) => key === series.key)?.name ?? series.key, window: mergeRows(group) }
  })
}

function listMarks(tx: Tx, runId: string): Promise<RunMark[]> {
  const select = { kind: true, offsetMs: true, text: true, data: true } as const
  return tx.runEvent.findMany({ where: { runId }, select, orderBy: { offsetMs: 'asc' }, take: 1000 })
}

function groupJobs(points: { key: string; second: number; begun: number; ended: number }[]): RunData['jobs'] {
  return [...Map.groupBy(points, ({ key }) => key)].map(([key, own]) => ({
    key,
    points: own.map(({ second, begun, ended }) => ({ second, begun, ended })),
  }))
}
