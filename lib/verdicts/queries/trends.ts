// A plan over its runs: one scenario in full, or one line for each of several plans.

import type { Ctx } from '#lib/access/actor.ts'
import { authorize, authorizeRow } from '#lib/access/queries/authorize.ts'
import type { RunTitle } from '#lib/runs/head.ts'
import { runLabel } from '#lib/runs/head.ts'
import { findRunFacts } from '#lib/runs/queries/facts.ts'
import type { RunHead } from '#lib/runs/schema.ts'
import type { ObjectiveView } from '#lib/runs/verdict-schema.ts'
import { type MeasuredRun, trendLines } from '../trend-lines.ts'
import type { PlanTrend, TrendRun, TrendView } from '../trend-schema.ts'
import { findBaseline } from './baseline.ts'
import { readSteadyValues } from './compared-run.ts'

const MOST_RUNS = 50

/** Throws `not_found` when the actor may not see the plan. */
export async function getTrends(ctx: Ctx, input: { id: string; scenario?: string | undefined }): Promise<TrendView> {
  const found = await ctx.db.plan.findUnique({ where: { id: input.id }, select: { projectId: true, name: true } })
  const plan = await authorizeRow(ctx, found, 'run.view', 'plan')
  const scenarios = await listScenarios(ctx, input.id)
  const scenario = input.scenario ?? scenarios[0]?.key ?? null
  const baseline = scenario === null ? null : await findBaseline(ctx.db, input.id, scenario)
  const rows = scenario === null ? [] : await listEnded(ctx, { planId: input.id, scenario }, MOST_RUNS)
  const measured: MeasuredRun[] = []
  for (const row of rows) measured.push(await measure(ctx, row))
  return {
    ...{ planId: input.id, planName: plan.name, projectId: plan.projectId, scenario },
    scenarios: scenarios.map(({ key, name, runs }) => ({ key, name, runs })),
    runs: rows.map((row) => toTrendRun(row, baseline?.runId ?? null)),
    lines: rows.length === 0 ? [] : trendLines(measured),
  }
}

const select = {
  ...{ id: true, number: true, planId: true, scenario: true, startedAt: true, title: true, revisionId: true },
  ...{ versionUnderTest: true, endReason: true },
  verdicts: {
    orderBy: { rulesVersion: 'desc' },
    select: { revisionId: true, verdict: true, validity: true, objectives: true },
  },
} as const

type EndedRun = Awaited<ReturnType<typeof listEnded>>[number]

/** The newest, oldest first. Runs that never sent anything are left out. */
async function listEnded(ctx: Ctx, where: { planId: string; scenario: string }, most: number) {
  const ended = { ...where, state: 'ended', startedAt: { not: null }, NOT: { endReason: 'failed' } }
  const rows = await ctx.db.run.findMany({ where: ended, orderBy: { createdAt: 'desc' }, take: most, select })
  return rows.reverse()
}

const ownVerdict = ({ verdicts, revisionId }: EndedRun) => verdicts.find((one) => one.revisionId === revisionId)

const validityOf = (row: EndedRun) =>
  ((ownVerdict(row)?.validity as { status?: string } | undefined)?.status ?? null) as RunHead['validity']

const objectivesOf = (row: EndedRun) => (ownVerdict(row)?.objectives ?? []) as unknown as ObjectiveView[]

async function measure(ctx: Ctx, row: EndedRun): Promise<MeasuredRun> {
  const facts = await findRunFacts(ctx.db, row.id)
  return {
    id: row.id,
    isInvalid: validityOf(row) === 'invalid',
    scopes: facts ? await readSteadyValues(ctx.db, facts) : [],
    objectives: objectivesOf(row),
  }
}

function toTrendRun(row: EndedRun, baselineId: string | null): TrendRun {
  const title = row.title as unknown as RunTitle
  return {
    id: row.id,
    label: runLabel(row.number),
    startedAt: row.startedAt?.toISOString() ?? null,
    revision: title.revision,
    version: row.versionUnderTest || title.planVersion,
    environment: title.environment.name,
    verdict: (ownVerdict(row)?.verdict ?? null) as TrendRun['verdict'],
    validity: validityOf(row),
    endReason: row.endReason as TrendRun['endReason'],
    isBaseline: row.id === baselineId,
  }
}

/** Scenarios that have run, the one of the newest run first. */
async function listScenarios(ctx: Ctx, planId: string): Promise<{ key: string; name: string; runs: number }[]> {
  return ctx.db.$queryRaw<{ key: string; name: string; runs: number }[]>`
    SELECT scenario AS key, (array_agg(title->'scenario'->>'name' ORDER BY created_at DESC))[1] AS name,
           count(*)::int AS runs
    FROM run
    WHERE plan_id = ${planId}::uuid AND state = 'ended' AND started_at IS NOT NULL AND end_reason <> 'failed'
    GROUP BY scenario ORDER BY max(created_at) DESC`
}

const SPARKLINE_RUNS = 12

/**
 * For each plan of a project that has run: its headline objective (the first high-priority percentile, else the first that has a value)
 * over the last runs of the scenario that ran last. Nothing is measured anew.
 */
export async function listPlanTrends(ctx: Ctx, projectId: string): Promise<PlanTrend[]> {
  await authorize(ctx, projectId, 'run.view')
  const newest = await ctx.db.$queryRaw<{ planId: string; scenario: string }[]>`
    SELECT DISTINCT ON (plan_id) plan_id AS "planId", scenario FROM run
    WHERE project_id = ${projectId}::uuid AND state = 'ended' AND started_at IS NOT NULL AND end_reason <> 'failed'
    ORDER BY plan_id, created_at DESC`
  const trends: PlanTrend[] = []
  for (const { planId, scenario } of newest) {
    const trend = toPlanTrend(await listEnded(ctx, { planId, scenario }, SPARKLINE_RUNS))
    if (trend) trends.push(trend)
  }
  return trends
}

function toPlanTrend(rows: EndedRun[]): PlanTrend | null {
  const last = rows.at(-1)
  const headline = rows
    .toReversed()
    .map((row) => headlineOf(objectivesOf(row)))
    .find((one) => one !== undefined)
  if (!last || !headline) return null
  return {
    ...{ planId: last.planId, scenario: last.scenario, objective: headline.judge, unit: headline.unit },
    limit: headline.limit,
    points: rows.map((row) => ({
      runId: row.id,
      label: runLabel(row.number),
      value: objectivesOf(row).find(({ key }) => key === headline.key)?.actual ?? null,
      valid: validityOf(row) !== 'invalid',
    })),
  }
}

function headlineOf(objectives: readonly ObjectiveView[]): ObjectiveView | undefined {
  const known = objectives.filter(({ actual }) => actual !== null)
  return known.find(({ metric, priority }) => priority === 'high' && /^p\d/.test(metric)) ?? known[0]
}
