// The rows that cover a window once, chosen before their histograms are read: a day costs twenty-four rows a series, not thousands.

import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import { rowToBucket } from '../bucket-row.ts'
import { type RunPart, WHOLE_RUN } from '../part.ts'
import type { WindowRow } from '../window.ts'
import type { RunOutline } from './outlines.ts'
import { listSeries } from './part.ts'
import type { Window } from './series.ts'
import { readTileRows } from './tile-rows.ts'
import { listTiles } from './tiles.ts'

/**
 * Rows of every series of a part (default: the whole run) that tile [fromSecond, toSecond), with their histograms. No row reaches over
 * a second of `cuts`, so that every window between two cuts can be merged from them too. `outline`: where it is known already.
 * Authorize before calling.
 */
export async function listWindowRows(
  tx: Tx,
  runId: string,
  window: Window,
  { cuts = [], part = WHOLE_RUN, outline }: { cuts?: number[]; part?: RunPart; outline?: RunOutline | undefined } = {},
): Promise<WindowRow[]> {
  const series = outline?.series ?? (await listSeries(tx, runId))
  const tiles = await listTiles(tx, runId, series, window, cuts, outline)
  if (tiles.length === 0) return []
  const told = series.filter((one) => part.has(one))
  return readTileRows(
    tx,
    runId,
    told,
    tiles.filter(({ shardIndex }) => part.shards?.includes(shardIndex) ?? true),
  )
}

/** All rows of one second that each shard has from a second of its own on: what a live reader adds to what it has. */
export async function listRowsFrom(tx: Tx, runId: string, since: Map<number, number>): Promise<WindowRow[]> {
  const series = await listSeries(tx, runId)
  const byId = new Map(series.map(({ id, ...natural }) => [id, natural]))
  const rows = await tx.bucket.findMany({
    where: {
      ...{ runId, resolution: 1, seriesId: { in: [...byId.keys()] } },
      OR: [...since].map(([shardIndex, second]) => ({ shardIndex, startSecond: { gte: second } })),
    },
    orderBy: { startSecond: 'asc' },
  })
  return rows.map(({ shardIndex, epoch, seriesId, runId: _, ...row }) => ({
    ...rowToBucket(row, byId.get(seriesId) ?? ALL_OPERATIONS),
    shardIndex,
    epoch,
  }))
}

/** A live shard whose newest second is older than this, against the others', is not waited for. */
const LATE_SECONDS = 5

/**
 * Seconds measured so far: one past the last second with a row. Of a run that goes on, only seconds that every shard has told, but for
 * one that is late. Read from the end of one index range.
 */
export async function findMeasuredSeconds(tx: Tx, runId: string, isLive = false): Promise<number> {
  const ends = await tx.$queryRaw<{ end: number }[]>`
    WITH whole AS (
      SELECT id FROM series
      WHERE run_id = ${runId}::uuid AND kind = 'operation' AND key = ${ALL_OPERATIONS.key} AND payload = ''
    ), newest AS (
      SELECT max(start_second) AS second FROM bucket
      WHERE run_id = ${runId}::uuid AND resolution = 1 AND series_id = (SELECT id FROM whole)
    )
    SELECT max(start_second) + 1 AS end FROM bucket
    WHERE run_id = ${runId}::uuid AND resolution = 1 AND series_id = (SELECT id FROM whole)
      AND start_second > (SELECT second FROM newest) - ${LATE_SECONDS}
    GROUP BY shard_index`
  if (ends.length === 0) return 0
  const seconds = ends.map((one) => one.end)
  return isLive ? Math.min(...seconds) : Math.max(...seconds)
}
