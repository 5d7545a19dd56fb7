// Failures of any window: counted from the rows that cover it, their first and last moment looked up, with what was kept of them.

import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { ErrorsView } from '../errors-schema.ts'
import { type Column, columnsFor } from '../heat-columns.ts'
import type { PartFilter, RunPart } from '../part.ts'
import { isAllOperations } from '../series.ts'
import { findPart, listSeries, type StoredSeries } from './part.ts'
import { getReadableRun } from './readable.ts'
import { findWindow } from './run-window.ts'
import type { Window } from './series.ts'
import { listTiles, type Place, placeKey, startsOf } from './tiles.ts'

interface ErrorsInput extends PartFilter {
  id: string
  from?: number | undefined
  to?: number | undefined
}

const MOST_GROUPS = 50

/** `from` and `to` in milliseconds since the start, cut as `GET /runs/{id}/summary` cuts them. */
export async function getErrors(ctx: Ctx, input: ErrorsInput): Promise<ErrorsView> {
  const facts = await getReadableRun(ctx, input.id)
  const { db } = ctx
  const runId = facts.run.id
  const [part, { window, covers }, all] = await Promise.all([
    findPart(db, facts, input),
    findWindow(db, facts.run, input),
    listSeries(db, runId),
  ])
  const series = all.filter((one) => one.kind === 'operation' && !isAllOperations(one) && part.has(one))
  const scope = { runId, window, all, series, shards: part.shards }
  const [rows, groups, columns] = await Promise.all([
    listFailed(db, scope),
    listGroups(db, scope),
    listOverTime(db, scope, part),
  ])
  const counts = countByClass(rows, series)
  const moments = await findMoments(db, scope, counts)
  const items = counts.map(({ series: { id, key }, class: name, count }) => ({
    ...{ operation: key, class: name, count },
    ...(moments.get(`${id}/${name}`) ?? { firstMs: null, lastMs: null }),
    statuses: statusesOf(groups, key, name),
  }))
  return {
    ...covers,
    items: items.sort((a, b) => b.count - a.count),
    statuses: countByStatus(rows, series),
    groups: groups.slice(0, MOST_GROUPS),
    overTime: { columns },
  }
}

interface Scope {
  runId: string
  window: Window
  all: StoredSeries[]
  series: StoredSeries[]
  shards: RunPart['shards']
}

interface CountRow extends Place {
  seriesId: string
  status: Record<string, number>
  errors: Record<string, number>
}

/** The rows that cover the window, without their histograms. */
async function listFailed(db: Tx, scope: Scope): Promise<CountRow[]> {
  return readCounts(db, scope, await listTiles(db, scope.runId, scope.all, scope.window), scope.series)
}

async function readCounts(
  db: Tx,
  { runId, shards }: Scope,
  tiles: Place[],
  series: StoredSeries[],
): Promise<CountRow[]> {
  const ids = series.map((one) => one.id)
  const chosen = new Set(tiles.map(placeKey))
  const found: CountRow[] = []
  for (const { resolution, starts } of startsOf(tiles)) {
    const rows = await db.$queryRaw<CountRow[]>`
      SELECT resolution, start_second AS "startSecond", shard_index AS "shardIndex", epoch, series_id AS "seriesId",
             counts->'status' AS status, counts->'errors' AS errors
      FROM bucket
      WHERE run_id = ${runId}::uuid AND resolution = ${resolution} AND series_id = ANY(${ids}::uuid[])
        AND start_second = ANY(${starts}::int[]) AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))`
    found.push(...rows.filter((row) => chosen.has(placeKey(row))))
  }
  return found
}

interface ClassCount {
  series: StoredSeries
  class: string
  count: number
  /** Seconds between which the first and the last one lie. */
  first: { from: number; to: number }
  last: { from: number; to: number }
}

function countByClass(rows: CountRow[], series: StoredSeries[]): ClassCount[] {
  const found = new Map<string, ClassCount>()
  for (const row of rows.toSorted((a, b) => a.startSecond - b.startSecond)) {
    const reach = { from: row.startSecond, to: row.startSecond + row.resolution }
    for (const [name, count] of Object.entries(row.errors ?? {})) {
      const own = series.find((one) => one.id === row.seriesId)
      if (!own || count === 0) continue
      const key = `${row.seriesId}/${name}`
      const before = found.get(key)
      found.set(key, {
        series: own,
        class: name,
        count: (before?.count ?? 0) + count,
        first: before?.first ?? reach,
        last: reach,
      })
    }
  }
  return [...found.values()]
}

function countByStatus(rows: CountRow[], series: StoredSeries[]): ErrorsView['statuses'] {
  const bySeries = Map.groupBy(rows, (row) => row.seriesId)
  return series.flatMap(({ id, key }) => {
    const counts = new Map<string, number>()
    for (const { status } of bySeries.get(id) ?? []) {
      for (const [name, count] of Object.entries(status ?? {})) counts.set(name, (counts.get(name) ?? 0) + count)
    }
    return [...counts].map(([status, count]) => ({ operation: key, status, count }))
  })
}

/** When the first and the last failure of each class came, from the finest rows within the row that tells of it. */
async function findMoments(db: Tx, { runId, shards }: Scope, counts: ClassCount[]) {
  const ends = counts.flatMap(({ series, class: name, first, last }) => [
    { seriesId: series.id, name, ...first, isFirst: true },
    { seriesId: series.id, name, ...last, isFirst: false },
  ])
  const rows = await db.$queryRaw<{ seriesId: string; name: string; isFirst: boolean; second: number }[]>`
    SELECT wanted.series_id AS "seriesId", wanted.name, wanted.is_first AS "isFirst",
           CASE WHEN NOT wanted.is_first THEN latest WHEN finest < earliest + 10 THEN finest ELSE earliest END AS second
    FROM unnest(${ends.map((one) => one.seriesId)}::uuid[], ${ends.map((one) => one.name)}::text[],
      ${ends.map((one) => one.from)}::int[], ${ends.map((one) => one.to)}::int[], ${ends.map((one) => one.isFirst)}::boolean[]
    ) AS wanted(series_id, name, low, high, is_first)
    CROSS JOIN LATERAL (
      SELECT min(start_second) FILTER (WHERE resolution = 1) AS finest, min(start_second) AS earliest, max(start_second) AS latest
      FROM bucket
      WHERE run_id = ${runId}::uuid AND resolution IN (1, 10) AND series_id = wanted.series_id
        AND start_second >= low AND start_second < high AND failed > 0 AND counts->'errors' ? wanted.name
        AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))
    ) AS found
    WHERE latest IS NOT NULL`
  const moments = new Map<string, { firstMs: number | null; lastMs: number | null }>()
  for (const { seriesId, name, isFirst, second } of rows) {
    const key = `${seriesId}/${name}`
    const known = moments.get(key) ?? { firstMs: null, lastMs: null }
    moments.set(key, isFirst ? { ...known, firstMs: second * 1000 } : { ...known, lastMs: second * 1000 })
  }
  return moments
}

/** Kept failures, alike ones together, the most frequent first. */
function listGroups(db: Tx, { runId, window, series, shards }: Scope): Promise<ErrorsView['groups']> {
  const keys = series.map((one) => one.key)
  return db.$queryRaw<ErrorsView['groups']>`
    SELECT operation, error_class AS class, status, exchange->>'problem' AS problem, count(*)::int AS samples,
           min(at_ms) AS "firstMs", max(at_ms) AS "lastMs", (array_agg(id ORDER BY at_ms DESC))[1]::text AS "sampleId"
    FROM exchange_sample
    WHERE run_id = ${runId}::uuid AND kind = 'failed' AND error_class IS NOT NULL AND operation = ANY(${keys}::text[])
      AND at_ms >= ${window.fromSecond * 1000} AND at_ms < ${window.toSecond * 1000}
      AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))
    GROUP BY 1, 2, 3, 4
    ORDER BY samples DESC, operation`
}

function statusesOf(groups: ErrorsView['groups'], operation: string, name: string) {
  const counts = new Map<number, number>()
  for (const group of groups) {
    if (group.operation !== operation || group.class !== name) continue
    counts.set(group.status, (counts.get(group.status) ?? 0) + group.samples)
  }
  return [...counts].map(([status, samples]) => ({ status, samples }))
}

/** Of all operations together their ready row; of a part the sum of its operations. */
async function listOverTime(db: Tx, scope: Scope, part: RunPart): Promise<ErrorsView['overTime']['columns']> {
  const { window, all, series } = scope
  const drawn = part.allOperations ? all.filter(isAllOperations) : series
  const columns = columnsFor(window.fromSecond, window.toSecond)
  const tiles = await listTiles(
    db,
    scope.runId,
    all,
    window,
    columns.map((column) => column.second),
  )
  const rows = await readCounts(db, scope, tiles, drawn)
  const counts = columns.map((column) => ({ ...column, counts: {} as Record<string, number> }))
  for (const row of rows) {
    const column = counts.find((one) => isWithin(one, row.startSecond))
    for (const [name, count] of Object.entries(row.errors ?? {})) {
      if (column && count > 0) column.counts[name] = (column.counts[name] ?? 0) + count
    }
  }
  return counts
}

const isWithin = ({ second, seconds }: Column, at: number) => at >= second && at < second + seconds
