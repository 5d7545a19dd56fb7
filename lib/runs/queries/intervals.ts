// A run cut into intervals, with the merged histograms of every series in each: what a histogram log holds.

import type { Tx } from '#lib/db/client.ts'
import type { SeriesId } from '../bucket.ts'
import { type Column, columnsFor } from '../heat-columns.ts'
import { type RunPart, WHOLE_RUN } from '../part.ts'
import { isAllOperations, seriesKey } from '../series.ts'
import { addRow, emptyWindow, type MergedWindow } from '../window.ts'
import { listSeries } from './part.ts'
import type { Window } from './series.ts'
import { listWindowRows } from './window-rows.ts'

const MOST_ROWS = 6_000

export interface Interval {
  series: SeriesId
  column: Column
  merged: MergedWindow
}

/** At most 120 intervals of each series; the series of all operations comes first, where the part is the whole. Authorize before calling. */
export async function listIntervals(
  tx: Tx,
  runId: string,
  window: Window,
  part: RunPart = WHOLE_RUN,
): Promise<Interval[]> {
  const isTold = (one: SeriesId) => one.kind !== 'metric' && (isAllOperations(one) ? part.allOperations : part.has(one))
  const told = (await listSeries(tx, runId)).filter(isTold)
  const columns = columnsFor(window.fromSecond, window.toSecond, Math.floor(MOST_ROWS / Math.max(1, told.length)))
  const cuts = columns.map((column) => column.second)
  const rows = await listWindowRows(tx, runId, window, { cuts, part: { ...part, has: isTold } })
  const found = new Map<string, Interval>()
  for (const row of rows) {
    const column = columns.findLast((one) => one.second <= row.startSecond)
    if (!column) continue
    const key = `${seriesKey(row.series)} ${column.second}`
    const interval = found.get(key) ?? { series: row.series, column, merged: emptyWindow() }
    addRow(interval.merged, row)
    found.set(key, interval)
  }
  const order = (one: Interval) => (isAllOperations(one.series) ? '' : seriesKey(one.series))
  return [...found.values()].sort((a, b) => order(a).localeCompare(order(b)) || a.column.second - b.column.second)
}
