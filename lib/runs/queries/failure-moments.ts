// When the first and the last failure of each kind came, from the finest rows within the row that tells of it.

import type { Tx } from '#lib/db/client.ts'

export interface FailureReach {
  seriesId: string
  class: string
  /** Seconds between which the first and the last one lie. */
  first: { from: number; to: number }
  last: { from: number; to: number }
}

export interface FailureMoments {
  firstMs: number | null
  lastMs: number | null
}

interface Found {
  seriesId: string
  name: string
  second: number | null
}

/** By series and class, e.g. `…/timeout`. Authorize before calling. */
export async function findMoments(
  tx: Tx,
  runId: string,
  shards: number[] | null,
  reaches: readonly FailureReach[],
): Promise<Map<string, FailureMoments>> {
  const [first, last] = [await findFirst(tx, runId, shards, reaches), await findLast(tx, runId, shards, reaches)]
  const toMs = (found: Found | undefined) => (found?.second == null ? null : found.second * 1000)
  return new Map(
    reaches.map(({ seriesId, class: name }) => {
      const own = (rows: Found[]) => toMs(rows.find((row) => row.seriesId === seriesId && row.name === name))
      return [`${seriesId}/${name}`, { firstMs: own(first), lastMs: own(last) }]
    }),
  )
}

// The row of ten seconds is looked for from its end of the range, then the second within it: both searches stop at what they find.

function findFirst(tx: Tx, runId: string, shards: number[] | null, reaches: readonly FailureReach[]) {
  return tx.$queryRaw<Found[]>`
    SELECT wanted.series_id::text AS "seriesId", wanted.name, COALESCE((
      SELECT start_second FROM bucket
      WHERE run_id = ${runId}::uuid AND resolution = 1 AND series_id = wanted.series_id
        AND start_second >= COALESCE(ten.start_second, low) AND start_second < LEAST(ten.start_second + 10, high)
        AND failed > 0 AND counts->'errors' ? wanted.name AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))
      ORDER BY start_second LIMIT 1
    ), ten.start_second) AS second
    FROM unnest(${reaches.map((one) => one.seriesId)}::uuid[], ${reaches.map((one) => one.class)}::text[],
      ${reaches.map((one) => one.first.from)}::int[], ${reaches.map((one) => one.first.to)}::int[]
    ) AS wanted(series_id, name, low, high)
    LEFT JOIN LATERAL (
      SELECT start_second FROM bucket
      WHERE run_id = ${runId}::uuid AND resolution = 10 AND series_id = wanted.series_id
        AND start_second >= low AND start_second < high
        AND failed > 0 AND counts->'errors' ? wanted.name AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))
      ORDER BY start_second LIMIT 1
    ) AS ten ON true`
}

function findLast(tx: Tx, runId: string, shards: number[] | null, reaches: readonly FailureReach[]) {
  return tx.$queryRaw<Found[]>`
    SELECT wanted.series_id::text AS "seriesId", wanted.name, COALESCE((
      SELECT start_second FROM bucket
      WHERE run_id = ${runId}::uuid AND resolution = 1 AND series_id = wanted.series_id
        AND start_second >= COALESCE(ten.start_second, low) AND start_second < LEAST(ten.start_second + 10, high)
        AND failed > 0 AND counts->'errors' ? wanted.name AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))
      ORDER BY start_second DESC LIMIT 1
    ), ten.start_second) AS second
    FROM unnest(${reaches.map((one) => one.seriesId)}::uuid[], ${reaches.map((one) => one.class)}::text[],
      ${reaches.map((one) => one.last.from)}::int[], ${reaches.map((one) => one.last.to)}::int[]
    ) AS wanted(series_id, name, low, high)
    LEFT JOIN LATERAL (
      SELECT start_second FROM bucket
      WHERE run_id = ${runId}::uuid AND resolution = 10 AND series_id = wanted.series_id
        AND start_second >= low AND start_second < high
        AND failed > 0 AND counts->'errors' ? wanted.name AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))
      ORDER BY start_second DESC LIMIT 1
    ) AS ten ON true`
}
