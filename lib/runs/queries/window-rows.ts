// The rows that cover a window once, chosen before their histograms are read: an hour costs sixty rows a series, not thousands.

import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS, RESOLUTIONS, type Resolution, type SeriesId } from '../bucket.ts'
import { rowToBucket } from '../bucket-row.ts'
import { tileWindow, type WindowRow } from '../window.ts'
import type { Window } from './series.ts'

/**
 * Rows of every series that tile [fromSecond, toSecond), with their histograms. No row reaches over a second of `cuts`, so that
 * every window between two cuts can be merged from them too. Authorize before calling.
 */
export async function listWindowRows(tx: Tx, runId: string, window: Window, cuts: number[] = []): Promise<WindowRow[]> {
  const tiles = await chooseTiles(tx, runId, window, cuts)
  const perResolution = RESOLUTIONS.map((resolution) => ({
    resolution,
    startSecond: { in: tiles.filter((tile) => tile.resolution === resolution).map((tile) => tile.startSecond) },
  })).filter((one) => one.startSecond.in.length > 0)
  if (perResolution.length === 0) return []
  const rows = await tx.bucket.findMany({
    where: { runId, OR: perResolution },
    include: { series: { select: { kind: true, key: true, payload: true } } },
  })
  return rows.map(({ series, shardIndex, ...row }) => ({ ...rowToBucket(row, series as SeriesId), shardIndex }))
}

/** All rows of one second from a second on: what a live reader adds to what it has. One index range a series. */
export async function listRowsFrom(tx: Tx, runId: string, fromSecond: number): Promise<WindowRow[]> {
  const ids = (await tx.series.findMany({ where: { runId }, select: { id: true } })).map((series) => series.id)
  const rows = await tx.bucket.findMany({
    where: { runId, resolution: 1, seriesId: { in: ids }, startSecond: { gte: fromSecond } },
    include: { series: { select: { kind: true, key: true, payload: true } } },
    orderBy: { startSecond: 'asc' },
  })
  return rows.map(({ series, shardIndex, ...row }) => ({ ...rowToBucket(row, series as SeriesId), shardIndex }))
}

/** The series of all operations has a row wherever any series has one, so its rows choose the tiles for all of them. */
async function chooseTiles(tx: Tx, runId: string, window: Window, cuts: number[]) {
  const places = await tx.$queryRaw<{ resolution: Resolution; startSecond: number; shardIndex: number }[]>`
    SELECT bucket.resolution, bucket.start_second AS "startSecond", bucket.shard_index AS "shardIndex"
    FROM bucket JOIN series ON series.id = bucket.series_id
    WHERE bucket.run_id = ${runId}::uuid AND series.kind = 'operation' AND series.key = ${ALL_OPERATIONS.key}
      AND bucket.start_second >= ${window.fromSecond} AND bucket.start_second < ${window.toSecond}`
  const asRows = places.map((place) => ({ ...place, series: ALL_OPERATIONS }) as WindowRow)
  const inside = cuts.filter((second) => second > window.fromSecond && second < window.toSecond)
  const ends = [...new Set([window.fromSecond, ...inside, window.toSecond])].sort((a, b) => a - b)
  return ends.slice(1).flatMap((to, index) => tileWindow(asRows, ends[index] as number, to))
}

/** Seconds measured so far: one past the last second with a row. Read from the end of one index range. */
export async function findMeasuredSeconds(tx: Tx, runId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max(start_second) AS last FROM bucket
    WHERE run_id = ${runId}::uuid AND resolution = 1 AND series_id = (
      SELECT id FROM series
      WHERE run_id = ${runId}::uuid AND kind = 'operation' AND key = ${ALL_OPERATIONS.key} AND payload = ''
    )`
  const last = rows[0]?.last ?? null
  return last === null ? 0 : last + 1
}
