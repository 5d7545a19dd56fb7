// Which rows cover a window once, each second by the coarsest that lies inside, before any histogram is read.

import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS, RESOLUTIONS, type Resolution } from '../bucket.ts'
import { isAllOperations } from '../series.ts'
import { tileWindow, type WindowRow } from '../window.ts'
import type { StoredSeries } from './part.ts'
import type { Window } from './series.ts'

/** What one row covers, of which shard and owner. */
export interface Place {
  resolution: number
  startSecond: number
  shardIndex: number
  epoch: number
}

export const placeKey = ({ resolution, startSecond, shardIndex, epoch }: Place): string =>
  `${resolution}/${startSecond}/${shardIndex}/${epoch}`

/**
 * The series of all operations has a row wherever any series has one, so its rows choose the tiles for all of them. None reaches over a
 * second of `cuts`. Authorize before calling.
 */
export async function listTiles(
  tx: Tx,
  runId: string,
  series: readonly StoredSeries[],
  window: Window,
  cuts: readonly number[] = [],
): Promise<Place[]> {
  const all = series.find(isAllOperations)
  if (!all) return []
  const places = await tx.$queryRaw<(Place & { resolution: Resolution })[]>`
    SELECT resolution, start_second AS "startSecond", shard_index AS "shardIndex", epoch
    FROM bucket
    WHERE run_id = ${runId}::uuid AND series_id = ${all.id}::uuid AND resolution = ANY(${[...RESOLUTIONS]}::int[])
      AND start_second >= ${window.fromSecond} AND start_second < ${window.toSecond}`
  const asRows = places.map((place) => ({ ...place, series: ALL_OPERATIONS }) as WindowRow & Place)
  const inside = cuts.filter((second) => second > window.fromSecond && second < window.toSecond)
  const ends = [...new Set([window.fromSecond, ...inside, window.toSecond])].sort((a, b) => a - b)
  return ends.slice(1).flatMap((to, index) => tileWindow(asRows, ends[index] as number, to))
}

/** The starts of tiles by resolution, as a query asks for them. */
export function startsOf(tiles: readonly Place[]): { resolution: number; starts: number[] }[] {
  const byResolution = Map.groupBy(tiles, (tile) => tile.resolution)
  return [...byResolution].map(([resolution, own]) => ({
    resolution,
    starts: [...new Set(own.map((tile) => tile.startSecond))],
  }))
}
