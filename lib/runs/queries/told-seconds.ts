// The newest seconds of a run that all its shards have told: what stop rules over the whole run look at while it goes on.

import type { Tx } from '#lib/db/client.ts'
import { ALL_OPERATIONS, type Bucket, type GeneratorSecond, type SeriesId } from '../bucket.ts'
import { rowToBucket } from '../bucket-row.ts'

export interface ToldSecond {
  second: number
  /** Rows of every series and shard. */
  rows: Bucket[]
  generator: GeneratorSecond[]
}

/** One past the last second that every shard under way has told; 0 before the first. */
export async function findSecondsToldByAll(tx: Tx, runId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT min(COALESCE((
      SELECT max(second) FROM generator_second told
      WHERE told.run_id = shard.run_id AND told.shard_index = shard.index AND told.epoch = shard.epoch
    ), -1)) AS last
    FROM shard WHERE run_id = ${runId}::uuid AND state = 'held'`
  return (rows[0]?.last ?? -1) + 1
}

/** In order, without those nobody told. For the worker: it acts for the system. */
export async function listToldSeconds(
  tx: Tx,
  runId: string,
  { fromSecond, toSecond }: { fromSecond: number; toSecond: number },
): Promise<ToldSecond[]> {
  const within = { gte: fromSecond, lt: toSecond }
  const series = await tx.series.findMany({ where: { runId } })
  const byId = new Map(series.map(({ id, kind, key, payload }) => [id, { kind, key, payload } as SeriesId]))
  const [rows, generator] = await Promise.all([
    tx.bucket.findMany({
      where: { runId, resolution: 1, seriesId: { in: [...byId.keys()] }, startSecond: within },
    }),
    tx.generatorSecond.findMany({ where: { runId, second: within }, orderBy: { second: 'asc' } }),
  ])
  const buckets = rows.map((row) => rowToBucket(row, byId.get(row.seriesId) ?? ALL_OPERATIONS))
  const bySecond = Map.groupBy(buckets, ({ startSecond }) => startSecond)
  return [...Map.groupBy(generator, ({ second }) => second)].map(([second, seconds]) => ({
    second,
    rows: bySecond.get(second) ?? [],
    generator: seconds,
  }))
}
