import type { Tx } from '#lib/db/client.ts'
import type { Span } from '../aggregate.ts'
import { type MonitorPoint, type MonitorSeries, monitorPointsSchema } from '../sample.ts'

const WHOLE: Span = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY }

/**
 * All that monitors told of a run from one moment to another (default: of all of it), each series in order of time. The caller has checked
 * that the run may be read.
 */
export async function listMonitorSeries(tx: Tx, runId: string, span = WHOLE): Promise<MonitorSeries[]> {
  const minutes = {
    ...(Number.isFinite(span.fromMs) ? { gte: Math.floor(span.fromMs / 60_000) } : {}),
    ...(Number.isFinite(span.toMs) ? { lte: Math.floor(span.toMs / 60_000) } : {}),
  }
  const rows = await tx.monitorSeries.findMany({
    where: { runId },
    include: { chunks: { where: { minute: minutes }, orderBy: { minute: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ monitor, metric, label, role, unit, kind, chunks }) => ({
    ...{ monitor, key: metric, label, role, unit },
    kind: kind === 'counter' ? 'counter' : 'gauge',
    points: chunks
      .flatMap(({ points }) => monitorPointsSchema.parse(points).map(toPoint))
      .filter(({ offsetMs }) => offsetMs >= span.fromMs && offsetMs <= span.toMs),
  }))
}

function toPoint([offsetMs, value, why]: [number, number] | [number, null, string]): MonitorPoint {
  return { offsetMs, value, ...(why === undefined ? {} : { why }) }
}
