// A bucket as its database row: what charts and guards read is a column, the remaining counts share one JSON column.

import type { Bucket, Resolution, SeriesId } from './bucket.ts'

export interface BucketRow {
  resolution: number
  startSecond: number
  offered: number
  sent: number
  ok: number
  failed: number
  droppedTarget: number
  droppedGenerator: number
  interrupted: number
  p50Micros: number | null
  p90Micros: number | null
  p95Micros: number | null
  p99Micros: number | null
  maxMicros: number | null
  okResponse: Uint8Array<ArrayBuffer> | null
  okService: Uint8Array<ArrayBuffer> | null
  failedResponse: Uint8Array<ArrayBuffer> | null
  counts: OtherCounts
}

type OtherCounts = Omit<Bucket, Exclude<keyof BucketRow, 'counts'> | 'series'>

export function bucketToRow(bucket: Bucket): BucketRow {
  const { series: _, okResponse, okService, failedResponse, ...plain } = bucket
  const { resolution, startSecond, offered, sent, ok, failed, droppedTarget, droppedGenerator, interrupted, ...rest } =
    plain
  const { p50Micros, p90Micros, p95Micros, p99Micros, maxMicros, ...counts } = rest
  return {
    ...{ resolution, startSecond, offered, sent, ok, failed, droppedTarget, droppedGenerator, interrupted },
    ...{ p50Micros, p90Micros, p95Micros, p99Micros, maxMicros, counts },
    okResponse: asBytes(okResponse),
    okService: asBytes(okService),
    failedResponse: asBytes(failedResponse),
  }
}

export function rowToBucket(row: Omit<BucketRow, 'counts'> & { counts: unknown }, series: SeriesId): Bucket {
  const { counts, resolution, ...columns } = row
  // Rows of earlier releases did not count refusals.
  const counted = { refusals: 0, ...(counts as Partial<OtherCounts>) } as OtherCounts
  return { ...counted, ...columns, resolution: resolution as Resolution, series }
}

const asBytes = (bytes: Uint8Array | null) => (bytes ? new Uint8Array(bytes) : null)
