// The lease of a worker on a shard: who holds it, alone, may write its buckets. Judged by database time, never by a worker's clock.

/** A claim lasts this long without renewal. */
export const LEASE_TTL_MS = 10_000
/** A shard that has had no owner for this long makes its run `lost`. */
export const LOST_AFTER_MS = 25_000
/** A run of several parts, or of a place, that has waited this long for workers who are not there ends as `failed`. */
export const PLACED_WITHIN_MS = 60_000
/** From the moment the last shard is ready to second 0: longer than it takes every owner to hear of it. */
export const START_LEAD_MS = 2_000
/** An owner that could not renew for this long stops sending. */
export const STOP_WITHOUT_DATABASE_MS = 60_000
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
