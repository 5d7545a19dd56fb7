// Writes what a shard measured: immutable rows, refused once the lease has gone to somebody else.

import { createHash } from 'node:crypto'
import { AppError, isAppError } from '#lib/core/errors.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { Bucket, GeneratorSecond, SeriesId } from '../bucket.ts'
import { bucketToRow } from '../bucket-row.ts'
import type { Lease } from '../lease.ts'
import type { RunMark } from '../run-mark.ts'
import type { Sample } from '../sample.ts'
import { sampleToRow } from '../sample-row.ts'
import { isLeaseHeld } from './lease.ts'
import { storeMarks } from './record-marks.ts'

export interface Recording {
  buckets: Bucket[]
  generator: GeneratorSecond[]
  samples?: Sample[]
  marks?: RunMark[]
}

/** Ids of the series of one run by their natural key, filled as series appear. */
export type SeriesIds = Map<string, string>

const LEASE_LOST = 'lease-lost'

export const leaseLost = () =>
  new AppError('conflict', 'The lease on this run was lost; its measurements are no longer taken.', {
    details: { reason: LEASE_LOST },
  })

/** Told apart from a conflict of transactions, which passes. */
export const isLeaseLost = (error: unknown): boolean => isAppError(error) && error.details?.reason === LEASE_LOST

/** Writes one recording in one transaction. Throws `conflict` when the lease is no longer held; writing the same twice adds nothing. */
export async function recordMeasurements(
  db: Db | Tx,
  lease: Lease,
  ids: SeriesIds,
  recording: Recording,
): Promise<void> {
  const owner = { runId: lease.runId, shardIndex: lease.shardIndex, epoch: lease.epoch }
  await inTransaction(db, async (tx) => {
    if (!(await isLeaseHeld(tx, lease))) throw leaseLost()
    await nameSeries(tx, lease.runId, ids, recording.buckets)
    await tx.bucket.createMany({
      data: recording.buckets.map((bucket) => ({
        ...bucketToRow(bucket),
        ...owner,
        seriesId: seriesId(ids, bucket.series),
      })),
      skipDuplicates: true,
    })
    await tx.generatorSecond.createMany({
      data: recording.generator.map((second) => ({ ...second, ...owner })),
      skipDuplicates: true,
    })
    await tx.exchangeSample.createMany({
      data: (recording.samples ?? []).map((sample) => ({
        ...sampleToRow(sample),
        id: sampleId(lease, sample),
        ...{ runId: lease.runId, shardIndex: lease.shardIndex },
      })),
      skipDuplicates: true,
    })
    if (recording.marks) await storeMarks(tx, lease.runId, recording.marks)
  })
}

/** Made of what it names, so that a recording that is written twice, after an outage, is there once. */
function sampleId({ runId, shardIndex, epoch }: Lease, sample: Sample): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([runId, shardIndex, epoch, sample]))
    .digest('hex')
  // A UUID of version 8: by its maker's own rule (RFC 9562).
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')
}

async function nameSeries(tx: Tx, runId: string, ids: SeriesIds, buckets: Bucket[]): Promise<void> {
  const unnamed = buckets.map((bucket) => bucket.series).filter((series) => !ids.has(naturalKey(series)))
  if (unnamed.length === 0) return
  await tx.series.createMany({
    data: unnamed.map(({ kind, key, payload }) => ({ runId, kind, key, payload })),
    skipDuplicates: true,
  })
  const rows = await tx.series.findMany({
    where: { runId },
    select: { id: true, kind: true, key: true, payload: true },
  })
  for (const row of rows) ids.set(naturalKey(row), row.id)
}

function seriesId(ids: SeriesIds, series: SeriesId): string {
  const id = ids.get(naturalKey(series))
  if (!id) throw new AppError('internal', `The series of ${series.key} has no id.`)
  return id
}

const naturalKey = (series: { kind: string; key: string; payload: string }) =>
  `${series.kind}\n${series.key}\n${series.payload}`
