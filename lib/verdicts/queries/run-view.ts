// Everything the page of a run draws first: facts, planned curve, points of the whole run, summary, judgement, timeline.

import type { Ctx } from '#lib/access/actor.ts'
import { isPermitted } from '#lib/access/permission.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import { applyChanges } from '#lib/load/change.ts'
import { plannedCurve } from '#lib/load/forecast.ts'
import type { CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import { attemptsPerIteration } from '#lib/plans/expected-load.ts'
import { toRunHead } from '#lib/runs/head.ts'
import { readChanges } from '#lib/runs/load-change.ts'
import { listRunEvents } from '#lib/runs/queries/events.ts'
import { getReadableRun } from '#lib/runs/queries/readable.ts'
import { listGeneratorPoints, listPoints, listSparklines } from '#lib/runs/queries/series.ts'
import { listRunShards } from '#lib/runs/queries/shards.ts'
import { readSummary } from '#lib/runs/queries/summary.ts'
import { findMeasuredSeconds } from '#lib/runs/queries/window-rows.ts'
import { listLiveWorkers } from '#lib/runs/queries/workers.ts'
import { isActive } from '#lib/runs/run-state.ts'
import type { RunDetail, RunState, RunView } from '#lib/runs/schema.ts'
import { payloadsOf, servicesOf } from '#lib/runs/series.ts'
import { readJudgement } from './judgement.ts'
import { watchedState } from './live.ts'

export async function getRunView(ctx: Ctx, runId: string): Promise<RunView> {
  const facts = await getReadableRun(ctx, runId)
  const { run, plan } = facts
  const watched = run.state === 'ended' ? null : watchedState(runId)
  const window = { fromSecond: 0, toSecond: await findMeasuredSeconds(ctx.db, runId, run.state !== 'ended') }
  const [role, series, generators, summary, sparklines, judgement, events, workers, shards, cycle] = await Promise.all([
    authorize(ctx, run.projectId, 'run.view'),
    listPoints(ctx.db, run, window),
    listGeneratorPoints(ctx.db, runId, window),
    watched?.summary ?? readSummary(ctx.db, facts, {}),
    watched?.sparklines ?? listSparklines(ctx.db, runId, window),
    readJudgement(ctx.db, facts, window.toSecond),
    listRunEvents(ctx.db, runId),
    listLiveWorkers(ctx.db),
    listRunShards(ctx.db, runId),
    findCycleOf(ctx.db, runId),
  ])
  const asPlanned = plan.scenarios.find((one) => one.key === run.scenario)
  const load = asPlanned && applyChanges(asPlanned.load, readChanges(run.loadChanges))
  return {
    run: toRunHead(run, outcomeOf(judgement), ctx.now),
    model: load?.model ?? 'rate',
    stages: load?.stages ?? [],
    planned: asPlanned && load ? plannedLoad(plan, { ...asPlanned, load }) : [],
    resolutionSeconds: series.resolutionSeconds,
    points: series.points,
    ...{ generators, summary, sparklines, judgement, events },
    workers: { alive: workers.length },
    shards,
    cycle,
    services: servicesOf(plan, run.scenario),
    payloads: payloadsOf(plan, run.scenario),
    canControl: isActive(run.state as RunState) && isPermitted(role, 'run.stop'),
    canStart: isPermitted(role, 'run.start'),
    canAnnotate: isPermitted(role, 'run.annotate'),
    canJudge: isPermitted(role, 'run.judge'),
  }
}

async function findCycleOf(db: Ctx['db'], runId: string): Promise<{ id: string; name: string } | null> {
  const found = await db.cycleRun.findFirst({
    where: { runId },
    orderBy: { createdAt: 'desc' },
    select: { cycle: { select: { id: true, name: true } } },
  })
  return found?.cycle ?? null
}

/** What scripts ask for: state, phase, totals, validity and verdict, without chart data. */
export async function getRunDetail(ctx: Ctx, runId: string): Promise<RunDetail> {
  const facts = await getReadableRun(ctx, runId)
  const measured = await findMeasuredSeconds(ctx.db, runId, facts.run.state !== 'ended')
  const [summary, judgement] = await Promise.all([
    readSummary(ctx.db, facts, {}),
    facts.run.state === 'ended' ? readJudgement(ctx.db, facts, measured) : null,
  ])
  const { offered, sent, ok, failed, dropped, interrupted, skipped } = summary.totals
  const head = toRunHead(facts.run, outcomeOf(judgement), ctx.now)
  return {
    ...head,
    phase: head.stage,
    totals: { offered, sent, ok, failed, dropped, interrupted, skipped },
    validity: judgement?.final ? judgement.verdict.validity : null,
    sentence: judgement?.final ? judgement.verdict.sentence : null,
    objectives: judgement?.final ? judgement.verdict.objectives : [],
  }
}

/** Users, or requests per second: an arrival of the open model sends as many requests as its flow has steps. */
function plannedLoad(plan: CompiledPlan, scenario: CompiledScenario): RunView['planned'] {
  const factor = scenario.load.model === 'rate' ? attemptsPerIteration(plan, scenario, null) : 1
  return plannedCurve(scenario.load).map(({ atMs, offered }) => ({ atMs, value: offered * factor }))
}

function outcomeOf(judgement: RunView['judgement']) {
  const final = judgement?.final ? judgement.verdict : null
  return { verdict: final?.verdict ?? null, validity: final?.validity.status ?? null }
}
