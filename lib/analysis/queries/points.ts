// Ready points of all operations together, with what each second of the generators told. Rows, not requests, are read; histograms only
// where several shards make one point.

import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS } from '#lib/runs/bucket.ts'
import { mergeEncoded } from '#lib/runs/histogram.ts'
import { withoutCovered } from '#lib/runs/resolution.ts'
import type { RunPoint } from '../run-data.ts'

interface Row extends Omit<RunPoint, 'seconds'> {
  resolution: number
  okResponse: Uint8Array | null
}

/** In order of time; where one-second rows were let go, rows of ten seconds stand in. Authorize before calling. */
export async function listRunPoints(tx: Tx, runId: string, resolution: number): Promise<RunPoint[]> {
  const resolutions = resolution === 1 ? [1, 10] : [resolution]
  const rows = await tx.$queryRaw<Row[]>`
    WITH whole AS (
      SELECT id FROM series
      WHERE run_id = ${runId}::uuid AND kind = 'operation' AND key = ${ALL_OPERATIONS.key} AND payload = ''
    ), each_second AS (
      SELECT second, sum(users) AS users, sum(in_flight) AS in_flight, max(utilisation) AS utilisation,
             sum(waited_for_connection) AS waited, sum(local_socket_errors) AS local_errors,
             sum(connections_opened) AS opened, sum(connections_reused) AS reused, sum(connections_dropped) AS dropped,
             sum(most_connections) AS most, max(pool_use) AS pool
      FROM generator_second WHERE run_id = ${runId}::uuid GROUP BY 1
    ), load AS (
      SELECT size, second / size * size AS start_second, avg(users)::float8 AS users, max(in_flight)::int AS in_flight,
             max(utilisation)::float8 AS utilisation, sum(waited)::int AS waited, sum(local_errors)::int AS local_errors,
             sum(opened)::int AS opened, sum(reused)::int AS reused, sum(dropped)::int AS dropped, max(most)::int AS most,
             max(pool) AS pool
      FROM each_second CROSS JOIN unnest(${resolutions}::int[]) AS size GROUP BY 1, 2
    )
    SELECT resolution, bucket.start_second AS second, offered, sent, ok, failed, dropped_target AS "droppedTarget",
           dropped_generator AS "droppedGenerator", interrupted,
           COALESCE((counts->>'conflicts')::int, 0) AS conflicts, COALESCE((counts->>'refusals')::int, 0) AS refusals,
           COALESCE(counts->'errors', '{}') AS errors,
           p50_micros / 1000 AS "p50Ms", p95_micros / 1000 AS "p95Ms", p99_micros / 1000 AS "p99Ms",
           COALESCE(load.users, 0) AS users, COALESCE(load.in_flight, 0) AS "inFlight",
           COALESCE(load.utilisation, 0) AS utilisation, COALESCE(load.waited, 0) AS "waitedForConnection",
           COALESCE(load.local_errors, 0) AS "localSocketErrors",
           COALESCE(load.opened, 0) AS "connectionsOpened", COALESCE(load.reused, 0) AS "connectionsReused",
           COALESCE(load.dropped, 0) AS "connectionsDropped", COALESCE(load.most, 0) AS "mostConnections",
           load.pool AS "poolUse",
           CASE WHEN count(*) OVER (PARTITION BY resolution, bucket.start_second) > 1 THEN ok_response END AS "okResponse"
    FROM bucket
    LEFT JOIN load ON load.size = resolution AND load.start_second = bucket.start_second
    WHERE run_id = ${runId}::uuid AND series_id = (SELECT id FROM whole) AND resolution = ANY(${resolutions}::int[])
    ORDER BY bucket.start_second`
  const drawn = withoutCovered(rows.map((row) => ({ ...row, startSecond: row.second })))
  const groups = Map.groupBy(drawn, (row) => row.second)
  return [...groups.values()].map(mergeShards)
}

function mergeShards(rows: Row[]): RunPoint {
  const [{ okResponse: _, resolution, ...first }, ...others] = rows as [Row, ...Row[]]
  const point: RunPoint = { ...first, seconds: resolution }
  if (others.length === 0) return point
  for (const row of others) {
    for (const name of COUNTS) point[name] += row[name]
    for (const [name, count] of Object.entries(row.errors) as [keyof RunPoint['errors'], number][]) {
      point.errors = { ...point.errors, [name]: (point.errors[name] ?? 0) + count }
    }
  }
  const merged = mergeEncoded(rows.map((row) => row.okResponse))
  const ms = (fraction: number) => {
    const micros = merged.quantile(fraction)
    return micros === null ? null : micros / 1000
  }
  Object.assign(point, { p50Ms: ms(0.5), p95Ms: ms(0.95), p99Ms: ms(0.99) })
  merged.reset()
  return point
}

const COUNTS = [
  ...(['offered', 'sent', 'ok', 'failed', 'droppedTarget', 'droppedGenerator', 'interrupted'] as const),
  ...(['conflicts', 'refusals'] as const),
]

/** Jobs begun and ended by second (or by ten), of every operation that is polled. Authorize before calling. */
export function listJobPoints(
  tx: Tx,
  runId: string,
  resolution: number,
): Promise<{ key: string; second: number; begun: number; ended: number }[]> {
  return tx.$queryRaw`
    SELECT left(job.key, -4) AS key, start_second AS second,
           sum(CASE WHEN series.id = job.id THEN 0 ELSE ok END)::int AS begun,
           sum(CASE WHEN series.id = job.id THEN ok + failed ELSE 0 END)::int AS ended
    FROM series AS job
    JOIN series ON series.run_id = job.run_id
      AND (series.id = job.id OR (series.kind = 'operation' AND series.key || '.job' = job.key))
    JOIN bucket ON bucket.run_id = job.run_id AND bucket.series_id = series.id AND resolution = ${resolution}
    WHERE job.run_id = ${runId}::uuid AND job.kind = 'flow' AND job.key LIKE '%.job'
    GROUP BY 1, 2 ORDER BY 1, 2`
}

/** What was answered of every operation in the given seconds. Authorize before calling. */
export function listAnsweredIn(
  tx: Tx,
  runId: string,
  resolution: number,
  windows: readonly { fromMs: number; toMs: number }[],
): Promise<{ key: string; ok: number; attempts: number }[]> {
  const [from, to] = [windows.map(({ fromMs }) => fromMs / 1000), windows.map(({ toMs }) => toMs / 1000)]
  return tx.$queryRaw`
    SELECT series.key, sum(ok)::int AS ok, sum(ok + failed + dropped_target + interrupted)::int AS attempts
    FROM unnest(${from}::int[], ${to}::int[]) AS down(low, high)
    JOIN series ON series.run_id = ${runId}::uuid AND series.kind = 'operation' AND series.key <> ${ALL_OPERATIONS.key}
    JOIN bucket ON bucket.run_id = ${runId}::uuid AND bucket.series_id = series.id AND resolution = ${resolution}
      AND start_second >= low AND start_second < high
    GROUP BY 1 ORDER BY 1`
}
