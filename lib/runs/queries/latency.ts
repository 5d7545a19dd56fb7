import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS, type SeriesId } from '../bucket.ts'
import { type Column, columnsFor, MOST_COLUMNS } from '../heat-columns.ts'
import { LatencyHistogram } from '../histogram.ts'
import { toLatencyView } from '../latency.ts'
import type { LatencyView } from '../latency-schema.ts'
import type { PartFilter, RunPart } from '../part.ts'
import { isAllOperations } from '../series.ts'
import { addRow, emptyWindow, type MergedWindow, releaseWindow, type WindowRow } from '../window.ts'
import { findPart, listSeries, type StoredSeries } from './part.ts'
import { getReadableRun } from './readable.ts'
import { findWindow } from './run-window.ts'
import type { Window } from './series.ts'
import { readOkResponses } from './tile-rows.ts'
import { listTiles } from './tiles.ts'
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
  const runId = facts.run.id
  const [part, { window, covers }, all] = await Promise.all([
    findPart(db, facts, input),
    findWindow(db, facts.run, input),
    listSeries(db, runId),
  ])
  const isTold = (one: SeriesId) =>
    one.kind === 'operation' && (part.allOperations ? isAllOperations(one) : part.has(one))
  const told = all.filter(isTold)
  const scope = { runId, all, told, shards: part.shards, window }
  const [rows, columns] = await Promise.all([
    listWindowRows(db, runId, window, { part: { ...part, has: isTold } }),
    listColumns(db, scope),
  ])
  const whole = merge(rows)
  const view = toLatencyView({
    ...covers,
    operation: input.operation ?? ALL_OPERATIONS.key,
    payload: input.payload ?? null,
    ...{ whole, columns },
    percents: input.percents ?? [],
  })
  releaseWindow(whole)
  for (const { ok } of columns) ok.reset()
  return view
}

function merge(rows: readonly WindowRow[]): MergedWindow {
  const window = emptyWindow()
  for (const row of rows) addRow(window, row)
  return window
}

interface Scope {
  runId: string
  all: StoredSeries[]
  /** Those whose times are shown. */
  told: StoredSeries[]
  shards: RunPart['shards']
  window: Window
}

/** Ok response times of each column, from the coarsest rows that lie in it. */
async function listColumns(db: Tx, { runId, all, told, shards, window }: Scope) {
  const columns = columnsFor(window.fromSecond, window.toSecond, MOST_HISTOGRAMS / Math.max(1, told.length))
  const merged = columns.map((column) => ({ column, ok: new LatencyHistogram() }))
  const cuts = columns.map((column) => column.second)
  const tiles = await listTiles(db, runId, all, window, cuts)
  for (const row of await readOkResponses(db, { runId, series: told, tiles, shards })) {
    if (row.okResponse) merged[columnOf(columns, row.startSecond)]?.ok.addEncoded(row.okResponse)
  }
  return merged
}

const columnOf = (columns: Column[], second: number) => columns.findLastIndex((column) => column.second <= second)
