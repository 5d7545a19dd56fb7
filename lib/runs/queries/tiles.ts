// Which rows cover a window once, each second by the coarsest that lies inside, before any histogram is read.

import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS, RESOLUTIONS, type Resolution } from '../bucket.ts'
import { isAllOperations } from '../series.ts'
import { tileWindow, type WindowRow } from '../window.ts'
import type { RunOutline } from './outlines.ts'
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

/** Rows at least so long are looked for first; shorter ones only where those leave something open. */
const COARSE_SECONDS = 600
export const COARSE = RESOLUTIONS.filter((resolution) => resolution >= COARSE_SECONDS)

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
  outline?: Pick<RunOutline, 'shards' | 'coarse'>,
): Promise<Place[]> {
  const all = series.find(isAllOperations)
  if (!all) return []
  const inside = cuts.filter((second) => second > window.fromSecond && second < window.toSecond)
  const ends = [...new Set([window.fromSecond, ...inside, window.toSecond])].sort((a, b) => a - b)
  const pieces = ends.slice(1).map((to, index) => ({ from: ends[index] as number, to }))
  const whole = { from: window.fromSecond, to: window.toSecond }
  const first =
    outline?.coarse.filter((place) => isWithin(place, whole)) ?? (await listPlaces(tx, runId, all.id, COARSE, [whole]))
  const parts = partsOf(outline?.shards ?? (await listShards(tx, runId)), first)
  const open = pieces.flatMap((piece) => openRanges(piece, first, parts))
  const finer = RESOLUTIONS.filter((resolution) => resolution < COARSE_SECONDS)
  const rest = open.length > 0 ? await listPlaces(tx, runId, all.id, finer, open) : []
  const rows = [...first, ...rest].map((place) => ({ ...place, series: ALL_OPERATIONS }) as WindowRow & Place)
  return tilePieces(rows, pieces)
}

interface Range {
  from: number
  to: number
}

const isWithin = ({ startSecond }: Place, { from, to }: Range): boolean => startSecond >= from && startSecond < to

export type Found = Place & { resolution: Resolution }

function listPlaces(tx: Tx, runId: string, seriesId: string, resolutions: Resolution[], ranges: Range[]) {
  const [lows, highs] = [ranges.map((one) => one.from), ranges.map((one) => one.to)]
  return tx.$queryRaw<Found[]>`
    SELECT DISTINCT resolution, start_second AS "startSecond", shard_index AS "shardIndex", epoch
    FROM unnest(${lows}::int[], ${highs}::int[]) AS wanted(low, high)
    JOIN bucket ON run_id = ${runId}::uuid AND series_id = ${seriesId}::uuid AND resolution = ANY(${resolutions}::int[])
      AND start_second >= low AND start_second < high`
}

const partKey = ({ shardIndex, epoch }: Pick<Place, 'shardIndex' | 'epoch'>) => `${shardIndex}/${epoch}`

const listShards = (tx: Tx, runId: string) =>
  tx.shard.findMany({ where: { runId }, select: { index: true, epoch: true } })

/** Whoever may have written rows: every owner that a shard ever had. */
function partsOf(shards: RunOutline['shards'], found: readonly Found[]): Set<string> {
  const owners = shards.flatMap(({ index, epoch }) =>
    Array.from({ length: epoch }, (_, n) => partKey({ shardIndex: index, epoch: n + 1 })),
  )
  return new Set([...owners, ...found.map(partKey)])
}

/** What of a piece the coarse rows of some part leave to shorter ones. */
function openRanges(piece: Range, coarse: readonly Found[], parts: ReadonlySet<string>): Range[] {
  const within = coarse.filter(
    ({ startSecond, resolution }) =>
      resolution === COARSE_SECONDS && startSecond >= piece.from && startSecond + resolution <= piece.to,
  )
  const byStart = Map.groupBy(within, (row) => row.startSecond)
  const closed = [...byStart].filter(([, rows]) => new Set(rows.map(partKey)).size === parts.size)
  const open: Range[] = []
  let reached = piece.from
  for (const [start] of closed.toSorted(([a], [b]) => a - b)) {
    if (start > reached) open.push({ from: reached, to: start })
    reached = start + COARSE_SECONDS
  }
  return reached < piece.to ? [...open, { from: reached, to: piece.to }] : open
}

/** Rows are dealt out to their pieces first, so that many pieces cost no more than one. */
function tilePieces(rows: (WindowRow & Place)[], pieces: readonly Range[]): Place[] {
  const sorted = rows.toSorted((a, b) => a.startSecond - b.startSecond)
  let at = 0
  return pieces.flatMap(({ from, to }) => {
    while (at < sorted.length && sorted[at]!.startSecond < from) at++
    let end = at
    while (end < sorted.length && sorted[end]!.startSecond < to) end++
    const own = sorted.slice(at, end)
    at = end
    return tileWindow(own, from, to)
  })
}

/** The starts of tiles by resolution, as a query asks for them. */
export function startsOf(tiles: readonly Place[]): { resolution: number; starts: number[] }[] {
  const byResolution = Map.groupBy(tiles, (tile) => tile.resolution)
  return [...byResolution].map(([resolution, own]) => ({
    resolution,
    starts: [...new Set(own.map((tile) => tile.startSecond))],
  }))
}
