import type { Ctx } from '#lib/access/actor.ts'
import type { CompiledMetric } from '#lib/plans/compiled.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import { toMetricPoint } from '../metric.ts'
import type { PartFilter, RunPart } from '../part.ts'
import type { SeriesAnswer } from '../schema.ts'
import { metricsOf } from '../series.ts'
import type { RunFacts } from './facts.ts'
import { findPart } from './part.ts'
import { getReadableRun } from './readable.ts'
import { listPointRows, listPoints, type PointsWindow } from './series.ts'
import { findMeasuredSeconds } from './window-rows.ts'

export interface SeriesInput extends PartFilter {
  id: string
  operation?: string | undefined
  metric?: string | undefined
  from?: number | undefined
  to?: number | undefined
  points?: number | undefined
}

/** Chart points of one operation (default: all together), or values of a custom metric, at the resolution that gives at most `points`. */
export async function getSeries(ctx: Ctx, input: SeriesInput): Promise<SeriesAnswer> {
  const facts = await getReadableRun(ctx, input.id)
  const { run, plan } = facts
  const part = await findPart(ctx.db, facts, input)
  const measured = await findMeasuredSeconds(ctx.db, run.id, run.state !== 'ended')
  const window = {
    fromSecond: Math.max(0, Math.floor((input.from ?? 0) / 1000)),
    toSecond: Math.min(measured, Math.ceil((input.to ?? measured * 1000) / 1000)),
    points: input.points,
  }
  const metric = metricsOf(plan, run.scenario).find((one) => one.key === input.metric)
  if (metric) return listValues(ctx, facts, metric, part, window)
  const { operation } = input
  return {
    operation: operation ?? ALL_OPERATIONS.key,
    ...(await listPoints(ctx.db, run, { operation, part, ...window })),
  }
}

async function listValues(ctx: Ctx, { run }: RunFacts, metric: CompiledMetric, part: RunPart, window: PointsWindow) {
  const { key, label, kind, unit } = metric
  const isDrawn = (series: { kind: string; key: string }) => series.kind === 'metric' && series.key === key
  const { resolutionSeconds, rows } = await listPointRows(ctx.db, run, window, isDrawn, part.shards)
  const values = rows.map(toMetricPoint)
  return { operation: ALL_OPERATIONS.key, metric: { key, label, kind, unit }, resolutionSeconds, points: [], values }
}
