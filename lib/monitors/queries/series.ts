import type { Tx } from '#lib/db/client.ts'
import { type MonitorPoint, type MonitorSeries, monitorPointsSchema } from '../sample.ts'

/** All that monitors told of a run, each series in order of time. The caller has checked that the run may be read. */
export async function listMonitorSeries(tx: Tx, runId: string): Promise<MonitorSeries[]> {
  const rows = await tx.monitorSeries.findMany({
    where: { runId },
    include: { chunks: { orderBy: { minute: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ monitor, metric, label, role, unit, kind, chunks }) => ({
    ...{ monitor, key: metric, label, role, unit },
    kind: kind === 'counter' ? 'counter' : 'gauge',
    points: chunks.flatMap(({ points }) => monitorPointsSchema.parse(points).map(toPoint)),
  }))
}

function toPoint([offsetMs, value, why]: [number, number] | [number, null, string]): MonitorPoint {
  return { offsetMs, value, ...(why === undefined ? {} : { why }) }
}
