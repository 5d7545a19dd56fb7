// Makes the coarse rows that a dead worker had open in its memory, from the finer ones it had stored.

import type { Db, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { RESOLUTIONS, type Resolution } from '../bucket.ts'
import { bucketToRow, rowToBucket } from '../bucket-row.ts'
import { listSeries, type StoredSeries } from '../queries/part.ts'
import { COARSE, rollUp, rowStart } from '../rollup.ts'
import { isAllOperations } from '../series.ts'

/** Windows made in one transaction; each is made of at most ten finer rows a series. */
const WINDOWS_AT_ONCE = 10

interface Missing {
  shardIndex: number
  epoch: number
  start: number
}

/**
 * Makes every coarse row of an ended run that is missing though finer rows of its window are there. Doing it twice adds nothing. Returns
 * the number of rows made. Throws RangeError when a stored histogram cannot be read.
 */
export async function rebuildRows(db: Db, runId: string): Promise<number> {
  const series = await listSeries(db, runId)
  const whole = series.find(isAllOperations)
  if (!whole) return 0
  let made = 0
  for (const resolution of COARSE) {
    const missing = await listMissing(db, runId, whole.id, resolution)
    for (let at = 0; at < missing.length; at += WINDOWS_AT_ONCE) {
      made += await make(db, runId, series, resolution, missing.slice(at, at + WINDOWS_AT_ONCE))
    }
  }
  return made
}

/** The next finer resolution: of what a row is made. */
const finerThan = (resolution: Resolution): Resolution => RESOLUTIONS[RESOLUTIONS.indexOf(resolution) - 1] ?? 1

/** The series of all operations has a row wherever any series has one. */
function listMissing(tx: Tx, runId: string, wholeId: string, resolution: Resolution): Promise<Missing[]> {
  return tx.$queryRaw<Missing[]>`
    SELECT DISTINCT shard_index AS "shardIndex", epoch, start_second / ${resolution}::int * ${resolution}::int AS start
    FROM bucket AS finer
    WHERE run_id = ${runId}::uuid AND resolution = ${finerThan(resolution)} AND series_id = ${wholeId}::uuid
      AND NOT EXISTS (
        SELECT 1 FROM bucket AS coarse
        WHERE coarse.run_id = finer.run_id AND coarse.resolution = ${resolution} AND coarse.series_id = finer.series_id
          AND coarse.start_second = finer.start_second / ${resolution}::int * ${resolution}::int
          AND coarse.shard_index = finer.shard_index AND coarse.epoch = finer.epoch
      )
    ORDER BY start`
}

/** Nothing is made of a run that goes on: its owner will. */
function make(
  db: Db,
  runId: string,
  series: StoredSeries[],
  resolution: Resolution,
  windows: Missing[],
): Promise<number> {
  const byId = new Map(series.map(({ id, ...natural }) => [id, natural]))
  return inTransaction(db, async (tx) => {
    const ended = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM run WHERE id = ${runId}::uuid AND state = 'ended' FOR SHARE`
    if (ended.length === 0) return 0
    const finer = await tx.bucket.findMany({
      where: {
        runId,
        resolution: finerThan(resolution),
        seriesId: { in: [...byId.keys()] },
        OR: windows.map(({ shardIndex, epoch, start }) => ({
          ...{ shardIndex, epoch, startSecond: { gte: start, lt: start + resolution } },
        })),
      },
      orderBy: { startSecond: 'asc' },
    })
    const together = Map.groupBy(finer, (row) =>
      [row.seriesId, row.shardIndex, row.epoch, rowStart(row.startSecond, resolution)].join('/'),
    )
    const data = [...together.values()].flatMap((rows) => {
      const [first] = rows
      const natural = first && byId.get(first.seriesId)
      if (!first || !natural) return []
      const { seriesId, shardIndex, epoch } = first
      const buckets = rows.map(({ runId: _run, seriesId: _series, shardIndex: _shard, epoch: _epoch, ...row }) =>
        rowToBucket(row, natural),
      )
      const row = rollUp(buckets, resolution, rowStart(first.startSecond, resolution))
      return [{ ...bucketToRow(row), runId, seriesId, shardIndex, epoch }]
    })
    return (await tx.bucket.createMany({ data, skipDuplicates: true })).count
  })
}
