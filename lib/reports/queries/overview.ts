// What waits for the reader, how plans are doing, and which tests are due.

import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import type { CycleListItem } from '#lib/cycles/schema.ts'
import { runLabel } from '#lib/runs/head.ts'
import type { PlanTrend, ScheduledTest, TrendRun, WaitingCycle } from '../overview-schema.ts'
import { planTrend } from '../plan-trend.ts'
import { type ScheduledPlan, scheduledTests } from '../scheduled-tests.ts'
import { getCycle } from './cycle.ts'

const MOST_WAITING = 6
const RUNS_IN_TREND = 12

/** Of these cycles, those in which the reader can do what is waited for. */
export async function listWaiting(ctx: Ctx, cycles: readonly CycleListItem[]): Promise<WaitingCycle[]> {
  if (userIdOf(ctx.actor) === null) return []
  const found: WaitingCycle[] = []
  for (const { id } of cycles.filter(({ waitingFor }) => waitingFor !== null).slice(0, MOST_WAITING)) {
    const cycle = await getCycle(ctx, id)
    const isDecided = cycle.decision !== undefined && cycle.decision.changedSince === null
    const mine = cycle.signOffs.filter(({ isMine }) => isMine)
    const fallen = mine.find(({ valid }) => !valid)
    const hasSigned = mine.some(({ valid }) => valid)
    const act = isDecided ? (fallen && !hasSigned ? 'sign-again' : 'sign') : 'decide'
    if (act === 'decide' ? !cycle.may.decide : !cycle.may.sign || hasSigned) continue
    const { proposal, decision } = cycle
    found.push({
      ...{ id, name: cycle.name, number: cycle.number, act },
      outcome: isDecided && decision ? decision.outcome : proposal.outcome,
      isProposal: !isDecided,
      why: isDecided && decision ? decision.justification : (proposal.reasons[0]?.text ?? ''),
      note:
        fallen && !hasSigned
          ? `Your sign-off was revoked: ${fallen.revokedBecause ?? 'what was signed has changed'}`
          : null,
      confidence: proposal.confidence.level,
      dueOn: cycle.endsOn,
    })
  }
  return found
}

/** By id of the plan. */
export async function readTrends(ctx: Ctx, projectId: string): Promise<Map<string, PlanTrend>> {
  await authorize(ctx, projectId, 'run.view')
  const rows = await ctx.db.$queryRaw<
    { planId: string; number: number; verdict: string | null; validity: string | null; objectives: unknown }[]
  >`
    SELECT last.plan_id AS "planId", last.number, judged.verdict, judged.validity->>'status' AS validity,
      (SELECT jsonb_agg(jsonb_build_object(
         'key', one->'key', 'metric', one->'metric', 'selector', one->'selector', 'comparator', one->'comparator', 'unit', one->'unit',
         'actual', one->'actual', 'target', one->'target', 'limit', one->'limit', 'headroom', one->'headroom',
         'verdict', one->'verdict', 'priority', one->'priority'))
       FROM jsonb_array_elements(judged.objectives) AS one) AS objectives
    FROM (
      SELECT id, plan_id, revision_id, number, row_number() OVER (PARTITION BY plan_id ORDER BY number DESC) AS place
      FROM run WHERE project_id = ${projectId}::uuid AND state = 'ended'
    ) AS last
    LEFT JOIN LATERAL (
      SELECT verdict, validity, objectives FROM run_verdict
      WHERE run_id = last.id AND revision_id = last.revision_id ORDER BY rules_version DESC LIMIT 1
    ) AS judged ON true
    WHERE last.place <= ${RUNS_IN_TREND}
    ORDER BY last.number DESC`
  const runs = rows.map(({ number, objectives, ...row }) => ({
    ...row,
    label: runLabel(number),
    objectives: objectives ?? [],
  })) as TrendRun[]
  const trends = [...Map.groupBy(runs, ({ planId }) => planId)].map(([planId, own]) => planTrend(planId, own))
  return new Map(trends.flatMap((trend) => (trend ? [[trend.planId, trend]] : [])))
}

export async function listScheduled(ctx: Ctx, projectId: string): Promise<ScheduledTest[]> {
  await authorize(ctx, projectId, 'plan.view')
  const plans = await ctx.db.$queryRaw<
    {
      id: string
      name: string
      since: Date
      schedule: ScheduledPlan['schedule']
      scenarios: ScheduledPlan['scenarios'] | null
    }[]
  >`
    SELECT id, name, updated_at AS since, draft->'schedule' AS schedule, draft->'scenarios' AS scenarios
    FROM plan
    WHERE project_id = ${projectId}::uuid AND status <> 'archived' AND json_typeof(draft->'schedule') = 'array'`
  if (plans.length === 0) return []
  const last = await ctx.db.run.groupBy({
    by: ['planId', 'scenario'],
    where: { planId: { in: plans.map(({ id }) => id) } },
    _max: { createdAt: true },
  })
  const found = plans.map(({ since, scenarios, ...plan }) => ({
    ...plan,
    since: since.toISOString(),
    scenarios: scenarios ?? [],
    lastRuns: Object.fromEntries(
      last
        .filter(({ planId }) => planId === plan.id)
        .map(({ scenario, _max }) => [scenario, _max.createdAt?.toISOString() ?? '']),
    ),
  }))
  return scheduledTests(found, ctx.now.getTime())
}
