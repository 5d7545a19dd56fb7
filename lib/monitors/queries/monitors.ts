// What monitors told in a window of a run, thinned for a chart. All series of one source keep the same moments, so that they can be drawn
// on one time.

import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { CompiledMonitor, CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { objectivesFor } from '#lib/plans/objectives-for.ts'
import { getReadableRun } from '#lib/runs/queries/readable.ts'
import { readingsIn, type Span, thinTogether } from '../aggregate.ts'
import { linesOf } from '../lines.ts'
import { roleOf } from '../role.ts'
import type { MonitorSeries } from '../sample.ts'
import type { MonitorSeriesView, MonitorsQuery, MonitorsView } from '../schema.ts'
import { listMonitorSeries } from './series.ts'

const MOST_POINTS = 600

export async function getMonitors(ctx: Ctx, runId: string, query: MonitorsQuery): Promise<MonitorsView> {
  const { run, plan } = await getReadableRun(ctx, runId)
  const span = { fromMs: query.from ?? Number.NEGATIVE_INFINITY, toMs: query.to ?? Number.POSITIVE_INFINITY }
  const [told, draft] = await Promise.all([
    listMonitorSeries(ctx.db, run.id, span),
    findDraftLevels(ctx.db, run.revisionId),
  ])
  const all = withSilent(told, plan.monitors ?? [])
  const objectives = objectivesOf(plan, run.scenario)
  const reached = reachedOf(all, span)
  const groups = Map.groupBy(all, ({ monitor }) => monitor)
  const items = [...groups].flatMap(([key, group]) => {
    const monitor = plan.monitors?.find((one) => one.key === key)
    const about = { monitorName: monitor?.name ?? key, intervalMs: monitor?.intervalMs ?? null }
    const points = thinTogether(
      group.map((one) => one.points),
      query.points ?? MOST_POINTS,
    )
    return group.map((series, at): MonitorSeriesView => {
      const { key: metric, label, unit, kind } = series
      const lines = linesOf(series, all, { draft, objectives })
      const { gaps } = readingsIn(series.points, reached, about.intervalMs)
      return {
        monitor: key,
        ...about,
        key: metric,
        label,
        role: roleOf(series),
        unit,
        kind,
        lines,
        gaps,
        points: points[at]!,
      }
    })
  })
  return { items }
}

/** From the start of the run to the last that any source told. */
function reachedOf(all: readonly MonitorSeries[], { fromMs, toMs }: Span): Span {
  const last = all.reduce((latest, { points }) => Math.max(latest, points.at(-1)?.offsetMs ?? 0), 0)
  return { fromMs: Math.max(0, fromMs), toMs: Math.min(toMs, last + 1) }
}

function objectivesOf(plan: CompiledPlan, key: string) {
  const scenario = plan.scenarios.find((one) => one.key === key)
  return scenario ? objectivesFor(plan, scenario) : []
}

/** With what the plan monitors and nothing was told of. */
function withSilent(told: readonly MonitorSeries[], monitors: readonly CompiledMonitor[]): MonitorSeries[] {
  const silent = monitors.flatMap(({ key: monitor, metrics }) =>
    metrics
      .filter(({ key }) => !told.some((one) => one.monitor === monitor && one.key === key))
      .map(({ key, label, role, unit, kind }) => ({ monitor, key, label, role, unit, kind, points: [] })),
  )
  return [...told, ...silent]
}

/** Only the sections that state levels: a draft may be large. */
async function findDraftLevels(db: Tx, revisionId: string): Promise<Pick<PlanDraft, 'resources' | 'monitors'>> {
  const [found] = await db.$queryRaw<{ resources: PlanDraft['resources']; monitors: PlanDraft['monitors'] }[]>`
    SELECT draft->'resources' AS resources, draft->'monitors' AS monitors FROM plan_revision WHERE id = ${revisionId}::uuid`
  return { resources: found?.resources ?? [], monitors: found?.monitors ?? [] }
}
