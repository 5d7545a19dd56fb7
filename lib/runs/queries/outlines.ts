// What finding the rows of a run takes: how long it measured, its series, its shards, its longest rows. Of many ended runs at once, for who reads them all.

import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import type { StoredSeries } from './part.ts'
import { COARSE, type Found } from './tiles.ts'

export interface RunOutline {
  measuredSeconds: number
  series: StoredSeries[]
  shards: { index: number; epoch: number }[]
  /** Rows of ten minutes and more of the series of all operations. */
  coarse: Found[]
}

/** By id of the run. Four statements, whatever their number. Authorize before calling. */
export async function listOutlines(tx: Tx, runIds: readonly string[]): Promise<Map<string, RunOutline>> {
  if (runIds.length === 0) return new Map()
  const inRuns = { runId: { in: [...runIds] } }
  const [measured, series, shards, coarse] = await Promise.all([
    listMeasuredSeconds(tx, runIds),
    tx.series.findMany({ where: inRuns, select: { runId: true, id: true, kind: true, key: true, payload: true } }),
    tx.shard.findMany({ where: inRuns, select: { runId: true, index: true, epoch: true } }),
    listCoarse(tx, runIds),
  ])
  const seriesOf = Map.groupBy(series, ({ runId }) => runId)
  const shardsOf = Map.groupBy(shards, ({ runId }) => runId)
  return new Map(
    runIds.map((id) => [
      id,
      {
        measuredSeconds: measured.get(id) ?? 0,
        series: (seriesOf.get(id) ?? []).map(({ runId: _, ...one }) => one) as StoredSeries[],
        shards: shardsOf.get(id) ?? [],
        coarse: coarse.filter(({ runId }) => runId === id),
      },
    ]),
  )
}

/** One past the last second with a row, read from the end of one index range for each run. */
async function listMeasuredSeconds(tx: Tx, runIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ runId: string; end: number | null }[]>`
    SELECT series.run_id AS "runId", (
      SELECT max(start_second) + 1 FROM bucket
      WHERE bucket.run_id = series.run_id AND resolution = 1 AND bucket.series_id = series.id
    ) AS end
    FROM series
    WHERE series.run_id = ANY(${[...runIds]}::uuid[])
      AND kind = 'operation' AND key = ${ALL_OPERATIONS.key} AND payload = ''`
  return new Map(rows.map(({ runId, end }) => [runId, end ?? 0]))
}

const listCoarse = (tx: Tx, runIds: readonly string[]) =>
  tx.$queryRaw<(Found & { runId: string })[]>`
    SELECT bucket.run_id AS "runId", resolution, start_second AS "startSecond", shard_index AS "shardIndex", epoch
    FROM series
    JOIN bucket ON bucket.run_id = series.run_id AND bucket.series_id = series.id AND resolution = ANY(${COARSE}::int[])
    WHERE series.run_id = ANY(${[...runIds]}::uuid[])
      AND kind = 'operation' AND key = ${ALL_OPERATIONS.key} AND payload = ''`
