// Failures of any window: counted from the rows that cover it, their first and last moment looked up, with what was kept of them.

import type { Ctx } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { ErrorsView } from '../errors-schema.ts'
import { type Column, columnsFor } from '../heat-columns.ts'
import type { PartFilter, RunPart } from '../part.ts'
import { isAllOperations } from '../series.ts'
import { type FailureReach, findMoments } from './failure-moments.ts'
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
  const moments = await findMoments(db, runId, part.shards, counts)
  const items = counts.map(({ seriesId, operation: key, class: name, count }) => ({
    ...{ operation: key, class: name, count },
    ...(moments.get(`${seriesId}/${name}`) ?? { firstMs: null, lastMs: null }),
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

interface ClassCount extends FailureReach {
  operation: string
  count: number
}

function countByClass(rows: CountRow[], series: StoredSeries[]): ClassCount[] {
  const found = new Map<string, ClassCount>()
  const keys = new Map(series.map(({ id, key }) => [id, key]))
  for (const { seriesId, startSecond, resolution, errors } of rows.toSorted((a, b) => a.startSecond - b.startSecond)) {
    const reach = { from: startSecond, to: startSecond + resolution }
    for (const [name, count] of Object.entries(errors ?? {})) {
      const operation = keys.get(seriesId)
      if (operation === undefined || count === 0) continue
      const key = `${seriesId}/${name}`
      const { count: before = 0, first = reach } = found.get(key) ?? {}
      found.set(key, { seriesId, operation, class: name, count: before + count, first, last: reach })
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

/** Kept failures by operation, class and status, the most frequent first; counted in the index alone, as a long run keeps many. */
function listGroups(db: Tx, { runId, window, series, shards }: Scope): Promise<ErrorsView['groups']> {
  const keys = series.map((one) => one.key)
  const [low, high] = [window.fromSecond * 1000, window.toSecond * 1000]
  return db.$queryRaw<ErrorsView['groups']>`
    WITH alike AS (
      SELECT operation, error_class, status, count(*)::int AS samples, min(at_ms) AS first, max(at_ms) AS last
      FROM exchange_sample
      WHERE run_id = ${runId}::uuid AND kind = 'failed' AND error_class IS NOT NULL AND operation = ANY(${keys}::text[])
        AND at_ms >= ${low} AND at_ms < ${high} AND (${shards}::int[] IS NULL OR shard_index = ANY(${shards}::int[]))
      GROUP BY 1, 2, 3
    )
    SELECT alike.operation, alike.error_class AS class, alike.status, newest.problem, samples,
           first AS "firstMs", last AS "lastMs", newest.id::text AS "sampleId"
    FROM alike CROSS JOIN LATERAL (
      SELECT id, exchange->>'problem' AS problem
      FROM exchange_sample
      WHERE run_id = ${runId}::uuid AND kind = 'failed' AND operation = alike.operation AND error_class = alike.error_class
        AND status = alike.status AND at_ms = alike.last
      LIMIT 1
    ) AS newest
    ORDER BY samples DESC, alike.operation, alike.status`
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
