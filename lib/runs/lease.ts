// The lease of a worker on a shard: who holds it, alone, may write its buckets. Judged by database time, never by a worker's clock.

/** A claim lasts this long without renewal. */
export const LEASE_TTL_MS = 10_000
/** A shard that has had no owner for this long makes its run `lost`. */
export const LOST_AFTER_MS = 25_000
/** A run nobody claimed for this long is told to the user as waiting for a worker. */
export const WORKER_SILENT_AFTER_MS = 10_000

export interface Lease {
  runId: string
  shardId: string
  shardIndex: number
  ownerId: string
  /** Fencing token: rises with every claim; a write with an older epoch is refused. */
  epoch: number
}
