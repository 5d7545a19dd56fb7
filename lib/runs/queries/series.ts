// Chart data straight from ready columns: rows read grow with the points asked for, not with requests. Histograms are read only where
// several workers or series make one point.

import type { Db } from '#lib/db/client.ts'
import { type RunPart, WHOLE_RUN } from '../part.ts'
import { mergePointRows, type PointRow, toLivePoint } from '../points.ts'
import { resolutionFor, type Segment, segmentsFor, withoutCovered, withStandIns } from '../resolution.ts'
import type { GeneratorPoint, LivePoint } from '../schema.ts'
import { isAllOperations } from '../series.ts'
import { listSeries, type StoredSeries } from './part.ts'

export interface Window {
  /** Seconds since the start of the run; `toSecond` is not included. */
  fromSecond: number
  toSecond: number
}

export interface PointsWindow extends Window {
  points?: number | undefined
}

/** A run and from which second on its finest rows are all there. */
export interface ChartedRun {
  id: string
  finestFrom: number
}

/** Points of one operation (default: all together) at the finest resolution that fits. Authorize before calling. */
export async function listPoints(
  db: Db,
  run: ChartedRun,
  { operation, part = WHOLE_RUN, ...window }: PointsWindow & { operation?: string | undefined; part?: RunPart },
): Promise<{ resolutionSeconds: number; points: LivePoint[] }> {
  const isDrawn = (series: StoredSeries) => {
    if (series.kind !== 'operation') return false
    if (operation !== undefined) return series.key === operation && (isAllOperations(series) || part.has(series))
    return part.allOperations ? isAllOperations(series) : part.has(series)
  }
  const { resolutionSeconds, rows } = await listPointRows(db, run, window, isDrawn, part.shards)
  return { resolutionSeconds, points: rows.map(toLivePoint) }
}

/** One row a point, merged over the series that are drawn. Authorize before calling. */
export async function listPointRows(
  db: Db,
  run: ChartedRun,
  { fromSecond, toSecond, points }: PointsWindow,
  isDrawn: (series: StoredSeries) => boolean,
  shards: number[] | null,
): Promise<{ resolutionSeconds: number; rows: PointRow[] }> {
  const segments = segmentsFor(fromSecond, toSecond, points)
  const ids = (await listSeries(db, run.id)).filter(isDrawn).map((series) => series.id)
  const rows = await findPointRows(db, run.id, ids, withStandIns(segments, run.finestFrom), shards)
  const drawn = withoutCovered(mergePointRows(rows))
  const [wanted, finest] = [segments.map((one) => one.resolution), drawn.map((one) => one.resolution)]
  return { resolutionSeconds: Math.max(1, ...wanted, drawn.length > 0 ? Math.min(...finest) : 1), rows: drawn }
}

export type Sparklines = Record<string, (number | null)[]>

/** p95 of every operation over the window, for sparklines. Authorize before calling. */
export async function listSparklines(db: Db, runId: string, window: Window, points = 60): Promise<Sparklines> {
  const resolution = resolutionFor(window.toSecond - window.fromSecond, points)
  const found = await listSparkPoints(db, runId, resolution, window)
  return Object.fromEntries([...found].map(([key, own]) => [key, own.map(({ p95Ms }) => p95Ms).slice(-points)]))
}

export interface SparkPoint {
  startSecond: number
  p95Ms: number | null
}

/** By operation, in order of time: rows of one resolution that begin in the window. Authorize before calling. */
export async function listSparkPoints(
  db: Db,
  runId: string,
  resolution: number,
  window: Window,
): Promise<Map<string, SparkPoint[]>> {
  // One row an operation: of hundreds of them, a row for each point would cost more to receive than all else a page of a run needs.
  const lines = await db.$queryRaw<SparkLine[]>`
    WITH point AS (
      SELECT series.key, bucket.start_second AS second, bucket.p95_micros AS p95, bucket.max_micros AS max,
             count(*) OVER own AS rows, CASE WHEN count(*) OVER own > 1 THEN encode(ok_response, 'base64') END AS ok
      FROM bucket JOIN series ON series.id = bucket.series_id
      WHERE bucket.run_id = ${runId}::uuid AND bucket.resolution = ${resolution} AND series.kind = 'operation'
        AND bucket.start_second >= ${window.fromSecond} AND bucket.start_second < ${window.toSecond}
      WINDOW own AS (PARTITION BY series.key, bucket.start_second)
    )
    SELECT key, array_agg(second ORDER BY second) AS seconds, array_agg(p95 ORDER BY second) AS "p95Micros",
           CASE WHEN max(rows) > 1 THEN array_agg(max ORDER BY second) END AS "maxMicros",
           CASE WHEN max(rows) > 1 THEN array_agg(ok ORDER BY second) END AS "okResponses"
    FROM point GROUP BY key ORDER BY key`
  return new Map(lines.map((line) => [line.key, toSparkPoints(line)]))
}

/** Of one operation, by place; the last two only where several workers share a point. */
interface SparkLine {
  key: string
  seconds: number[]
  p95Micros: (number | null)[]
  maxMicros: (number | null)[] | null
  okResponses: (string | null)[] | null
}

function toSparkPoints({ seconds, p95Micros, maxMicros, okResponses }: SparkLine): SparkPoint[] {
  const rows = seconds.map((startSecond, at) => ({ startSecond, p95Micros: p95Micros[at] ?? null }))
  const merged = (encoded: (string | null)[]): PointRow[] =>
    mergePointRows(
      rows.map((row, at): PointRow => {
        const bytes = encoded[at] ?? null
        const okResponse = bytes === null ? null : new Uint8Array(Buffer.from(bytes, 'base64'))
        return { ...NOTHING, ...row, maxMicros: maxMicros?.[at] ?? null, okResponse }
      }),
    )
  const points = okResponses === null ? rows : merged(okResponses)
  return points.map(({ startSecond, p95Micros }) => ({
    startSecond,
    // More digits than a line 22 pixels high can show would be half of what a page of hundreds of operations weighs.
    p95Ms: p95Micros === null ? null : Number((p95Micros / 1000).toPrecision(4)),
  }))
}

const NOTHING: PointRow = {
  ...{ resolution: 1, startSecond: 0, offered: 0, sent: 0, ok: 0, failed: 0, droppedTarget: 0, droppedGenerator: 0 },
  ...{ sumMicros: 0, users: null, inFlight: null, okResponse: null },
  ...{ p50Micros: null, p90Micros: null, p95Micros: null, p99Micros: null, maxMicros: null },
}

/** Users and requests in flight are those of all shards together: their sum in a second, its mean and maximum over a row. */
function findPointRows(db: Db, runId: string, seriesIds: string[], segments: Segment[], shards: number[] | null) {
  const [resolutions, from, to] = [
    segments.map((one) => one.resolution),
    segments.map((one) => one.from),
    segments.map((one) => one.to),
  ]
  return db.$queryRaw<PointRow[]>`
    WITH segment AS (
      SELECT * FROM unnest(${resolutions}::int[], ${from}::int[], ${to}::int[]) AS segment(resolution, low, high)
    ), each_second AS (
      SELECT segment.resolution, second, sum(users) AS users, sum(in_flight) AS in_flight
      FROM segment JOIN generator_second ON second >= low AND second < high
      WHERE run_id = ${runId}::uuid AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))
      GROUP BY 1, 2
    ), load AS (
      SELECT resolution, second / resolution * resolution AS start_second,
             round(avg(users))::int AS users, max(in_flight)::int AS in_flight
      FROM each_second GROUP BY 1, 2
    )
    SELECT bucket.resolution, bucket.start_second AS "startSecond", offered, sent, ok, failed,
           dropped_target AS "droppedTarget", dropped_generator AS "droppedGenerator",
           COALESCE((counts->>'okResponseSumMicros')::float8, 0) AS "sumMicros",
           load.users, load.in_flight AS "inFlight",
           p50_micros AS "p50Micros", p90_micros AS "p90Micros", p95_micros AS "p95Micros", p99_micros AS "p99Micros",
           max_micros AS "maxMicros",
           CASE WHEN count(*) OVER (PARTITION BY bucket.resolution, bucket.start_second) > 1 THEN ok_response END
             AS "okResponse"
    FROM segment
    JOIN bucket ON bucket.run_id = ${runId}::uuid AND bucket.resolution = segment.resolution
      AND bucket.series_id = ANY(${seriesIds}::uuid[]) AND bucket.start_second >= low AND bucket.start_second < high
      AND (${shards}::int[] IS NULL OR bucket.shard_index = ANY(${shards}::int[]))
    LEFT JOIN load ON load.resolution = bucket.resolution AND load.start_second = bucket.start_second`
}

/** Generator health of each shard at most `points` long: worst lag, mean utilisation, sums of what was sent and dropped. */
export async function listGeneratorPoints(
  db: Db,
  runId: string,
  window: Window,
  points?: number,
): Promise<GeneratorPoint[]> {
  const resolution = resolutionFor(window.toSecond - window.fromSecond, points)
  return db.$queryRaw<GeneratorPoint[]>`
    SELECT (second / ${resolution}::int) * ${resolution}::int AS second, max(second % ${resolution}::int) + 1 AS seconds, shard_index AS shard,
           sum(offered)::int AS offered, sum(sent)::int AS sent,
           sum(dropped_target)::int AS "droppedTarget", sum(dropped_generator)::int AS "droppedGenerator",
           max(lag_p99_micros) / 1000.0::float8 AS "lagP99Ms", avg(utilisation)::float8 AS utilisation, avg(cpu)::float8 AS cpu,
           sum(waited_for_connection)::int AS "waitedForConnection",
           max(connection_wait_p99_micros) / 1000.0::float8 AS "connectionWaitP99Ms",
           sum(connections_opened)::int AS "connectionsOpened", max(most_connections)::int AS "mostConnections",
           sum(local_socket_errors)::int AS "localSocketErrors", max(buffer_bytes)::int AS "bufferBytes",
           round(avg(users))::int AS users, max(in_flight)::int AS "inFlight"
    FROM generator_second
    WHERE run_id = ${runId}::uuid AND second >= ${window.fromSecond} AND second < ${window.toSecond}
    GROUP BY 1, 3
    ORDER BY 1, 3`
}
