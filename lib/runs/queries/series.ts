// Chart data straight from ready columns: rows read grow with the points asked for, not with requests.

import type { Db } from '#lib/db/client.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import { type PointRow, resolutionFor, toLivePoint } from '../points.ts'
import type { GeneratorPoint, LivePoint } from '../schema.ts'

export interface Window {
  /** Seconds since the start of the run; `toSecond` is not included. */
  fromSecond: number
  toSecond: number
}

export interface SeriesWindow extends Window {
  operation?: string
  points?: number
}

/** Points of one operation (default: all together) at the finest resolution that fits. Authorize before calling. */
export async function listPoints(
  db: Db,
  runId: string,
  { operation = ALL_OPERATIONS.key, points, ...window }: SeriesWindow,
): Promise<{ resolutionSeconds: number; points: LivePoint[] }> {
  const resolution = resolutionFor(window.toSecond - window.fromSecond, points)
  const rows = await findPointRows(db, runId, operation, resolution, window)
  return { resolutionSeconds: resolution, points: rows.map((row) => toLivePoint(row, resolution)) }
}

/** p95 of every operation over the window, for sparklines. */
export async function listSparklines(
  db: Db,
  runId: string,
  window: Window,
  points = 60,
): Promise<Record<string, (number | null)[]>> {
  const resolution = resolutionFor(window.toSecond - window.fromSecond, points)
  const rows = await db.$queryRaw<{ key: string; startSecond: number; p95Micros: number | null }[]>`
    SELECT series.key, bucket.start_second AS "startSecond", bucket.p95_micros AS "p95Micros"
    FROM bucket JOIN series ON series.id = bucket.series_id
    WHERE bucket.run_id = ${runId}::uuid AND bucket.resolution = ${resolution} AND series.kind = 'operation'
      AND bucket.start_second >= ${window.fromSecond} AND bucket.start_second < ${window.toSecond}
    ORDER BY series.key, bucket.start_second`
  const byKey: Record<string, (number | null)[]> = {}
  for (const row of rows) {
    byKey[row.key] ??= []
    byKey[row.key]?.push(row.p95Micros === null ? null : row.p95Micros / 1000)
  }
  for (const key of Object.keys(byKey)) byKey[key] = byKey[key]?.slice(-points) ?? []
  return byKey
}

function findPointRows(db: Db, runId: string, operation: string, resolution: number, window: Window) {
  return db.$queryRaw<PointRow[]>`
    WITH load AS (
      SELECT (second / ${resolution}::int) * ${resolution}::int AS start_second,
             round(avg(users))::int AS users, max(in_flight)::int AS in_flight
      FROM generator_second
      WHERE run_id = ${runId}::uuid AND second >= ${window.fromSecond} AND second < ${window.toSecond}
      GROUP BY 1
    )
    SELECT bucket.start_second AS "startSecond", bucket.offered, bucket.sent, bucket.ok, bucket.failed,
           bucket.dropped_target AS "droppedTarget", bucket.dropped_generator AS "droppedGenerator",
           load.users, load.in_flight AS "inFlight",
           bucket.p50_micros AS "p50Micros", bucket.p90_micros AS "p90Micros", bucket.p95_micros AS "p95Micros",
           bucket.p99_micros AS "p99Micros", bucket.max_micros AS "maxMicros"
    FROM bucket
    JOIN series ON series.id = bucket.series_id
    LEFT JOIN load ON load.start_second = bucket.start_second
    WHERE bucket.run_id = ${runId}::uuid AND bucket.resolution = ${resolution}
      AND series.kind = 'operation' AND series.key = ${operation}
      AND bucket.start_second >= ${window.fromSecond} AND bucket.start_second < ${window.toSecond}
    ORDER BY bucket.start_second`
}

/** Generator health at most `points` long: worst lag, mean utilisation, sums of what was sent and dropped. */
export async function listGeneratorPoints(
  db: Db,
  runId: string,
  window: Window,
  points?: number,
): Promise<GeneratorPoint[]> {
  const resolution = resolutionFor(window.toSecond - window.fromSecond, points)
  return db.$queryRaw<GeneratorPoint[]>`
    SELECT (second / ${resolution}::int) * ${resolution}::int AS second, shard_index AS shard,
           sum(offered)::int AS offered, sum(sent)::int AS sent,
           sum(dropped_target)::int AS "droppedTarget", sum(dropped_generator)::int AS "droppedGenerator",
           max(lag_p99_micros) / 1000.0::float8 AS "lagP99Ms", avg(utilisation)::float8 AS utilisation, avg(cpu)::float8 AS cpu,
           sum(waited_for_connection)::int AS "waitedForConnection",
           max(connection_wait_p99_micros) / 1000.0::float8 AS "connectionWaitP99Ms",
           sum(local_socket_errors)::int AS "localSocketErrors", max(buffer_bytes)::int AS "bufferBytes",
           round(avg(users))::int AS users, max(in_flight)::int AS "inFlight"
    FROM generator_second
    WHERE run_id = ${runId}::uuid AND second >= ${window.fromSecond} AND second < ${window.toSecond}
    GROUP BY 1, 2
    ORDER BY 1, 2`
}
