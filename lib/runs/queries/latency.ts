import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import { type Column, columnsFor, MOST_COLUMNS } from '../heat-columns.ts'
import { LatencyHistogram } from '../histogram.ts'
import { toLatencyView } from '../latency.ts'
import type { LatencyView } from '../latency-schema.ts'
import type { PartFilter, RunPart } from '../part.ts'
import { isAllOperations } from '../series.ts'
import { addRow, emptyWindow, type MergedWindow, type WindowRow } from '../window.ts'
import { findPart, listSeries, type StoredSeries } from './part.ts'
import { getReadableRun } from './readable.ts'
import { findWindow } from './run-window.ts'
import type { Window } from './series.ts'
import { listTiles, placeKey, startsOf } from './tiles.ts'
import { listWindowRows } from './window-rows.ts'

export interface LatencyInput extends PartFilter {
  id: string
  from?: number | undefined
  to?: number | undefined
  percents?: number[] | undefined
}

/** Histograms a heat map is made of; more series or workers make its columns wider. */
const MOST_HISTOGRAMS = 5 * MOST_COLUMNS

/** How long any window of a run took: milliseconds since its start, cut as `GET /runs/{id}/summary` cuts it. */
export async function getLatency(ctx: Ctx, input: LatencyInput): Promise<LatencyView> {
  const facts = await getReadableRun(ctx, input.id)
  const { db } = ctx
  const [part, { window, covers }, series] = await Promise.all([
    findPart(db, facts, input),
    findWindow(db, facts.run, input),
    listSeries(db, facts.run.id),
  ])
  const isTold = (one: StoredSeries) =>
    one.kind === 'operation' && (part.allOperations ? isAllOperations(one) : part.has(one))
  const isRead = (one: StoredSeries) => isTold(one) || (one.kind === 'operation' && one.payload !== '' && part.has(one))
  const told = series.filter(isTold)
  const [rows, columns] = await Promise.all([
    listWindowRows(db, facts.run.id, window, { part: { ...part, has: (one) => isRead(one as StoredSeries) } }),
    listColumns(db, facts.run.id, { series, told, shards: part.shards, window }),
  ])
  return toLatencyView({
    ...covers,
    operation: input.operation ?? ALL_OPERATIONS.key,
    payload: input.payload ?? null,
    whole: merge(rows.filter((row) => isTold(row.series as StoredSeries))),
    columns,
    byPayload: mergeByPayload(rows),
    percents: input.percents ?? [],
  })
}

function merge(rows: readonly WindowRow[]): MergedWindow {
  const window = emptyWindow()
  for (const row of rows) addRow(window, row)
  return window
}

function mergeByPayload(rows: readonly WindowRow[]): Map<string, MergedWindow> {
  const byPayload = Map.groupBy(
    rows.filter((row) => row.series.payload !== ''),
    (row) => row.series.payload,
  )
  return new Map([...byPayload].map(([payload, own]) => [payload, merge(own)]))
}

interface ColumnsInput {
  series: StoredSeries[]
  /** Those whose times are shown. */
  told: StoredSeries[]
  shards: RunPart['shards']
  window: Window
}

/** Ok response times of each column, from the coarsest rows that lie in it. */
async function listColumns(db: Tx, runId: string, { series, told, shards, window }: ColumnsInput) {
  const columns = columnsFor(window.fromSecond, window.toSecond, MOST_HISTOGRAMS / Math.max(1, told.length))
  const merged = columns.map((column) => ({ column, ok: new LatencyHistogram() }))
  const cuts = columns.map((column) => column.second)
  const tiles = await listTiles(db, runId, series, window, cuts)
  const ids = told.map((one) => one.id)
  const chosen = new Set(tiles.map(placeKey))
  for (const row of await readOkResponses(db, runId, ids, tiles, shards)) {
    if (!chosen.has(placeKey(row))) continue
    merged[columnOf(columns, row.startSecond)]?.ok.addEncoded(row.okResponse)
  }
  return merged
}

const columnOf = (columns: Column[], second: number) =>
  columns.findLastIndex((column) => column.second <= second && second < column.second + column.seconds)

interface OkResponseRow {
  resolution: number
  startSecond: number
  shardIndex: number
  epoch: number
  okResponse: Uint8Array
}

async function readOkResponses(
  db: Tx,
  runId: string,
  seriesIds: string[],
  tiles: Parameters<typeof startsOf>[0],
  shards: number[] | null,
): Promise<OkResponseRow[]> {
  const wanted = startsOf(tiles).flatMap(({ resolution, starts }) => starts.map((start) => ({ resolution, start })))
  const [resolutions, starts] = [wanted.map((one) => one.resolution), wanted.map((one) => one.start)]
  return db.$queryRaw<OkResponseRow[]>`
    SELECT resolution, start_second AS "startSecond", shard_index AS "shardIndex", epoch, ok_response AS "okResponse"
    FROM unnest(${resolutions}::int[], ${starts}::int[]) AS wanted(at, start)
    JOIN bucket ON run_id = ${runId}::uuid AND resolution = wanted.at AND start_second = wanted.start
      AND series_id = ANY(${seriesIds}::uuid[])
      AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))
    WHERE ok_response IS NOT NULL`
}
