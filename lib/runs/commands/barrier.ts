// All shards of a run begin together: the first one's setup values are handed on sealed, and the last one to be ready sets the moment.

import { openText, sealText } from '#lib/access/secret-box.ts'
import { AppError } from '#lib/core/errors.ts'
import { instanceSecret } from '#lib/core/instance-secret.ts'
import type { Tx } from '#lib/db/client.ts'
import { type Lease, START_LEAD_MS } from '../lease.ts'
import { lockRun } from './shard-end.ts'

const identityOf = (runId: string) => JSON.stringify(['run', runId, 'shared-values'])

/** What setup extracted, for the other shards; gone when the run ends. */
export async function storeSharedValues(tx: Tx, lease: Lease, values: Record<string, string>): Promise<void> {
  const sharedValues = sealText(instanceSecret(), JSON.stringify(values), identityOf(lease.runId))
  await tx.run.updateMany({ where: { id: lease.runId, state: { not: 'ended' } }, data: { sharedValues } })
}

/** Throws `conflict` when there are none, `precondition_failed` when this process has another HEADROOM_SECRET. */
export async function readSharedValues(tx: Tx, runId: string): Promise<Record<string, string>> {
  const run = await tx.run.findUnique({ where: { id: runId }, select: { sharedValues: true } })
  if (!run?.sharedValues) throw new AppError('conflict', 'The setup of this run has told nothing.')
  return JSON.parse(openText(instanceSecret(), run.sharedValues, identityOf(runId)))
}

/** The last shard to be ready sets when second 0 begins, in database time. */
export async function markReady(tx: Tx, lease: Lease, leadMs = START_LEAD_MS): Promise<void> {
  await lockRun(tx, lease.runId)
  await tx.$executeRaw`
    UPDATE shard SET ready_at = clock_timestamp()
    WHERE id = ${lease.shardId}::uuid AND epoch = ${lease.epoch} AND state = 'held'`
  await tx.$executeRaw`
    UPDATE run SET start_at = clock_timestamp() + make_interval(secs => ${leadMs / 1000})
    WHERE id = ${lease.runId}::uuid AND start_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM shard WHERE shard.run_id = run.id AND (shard.state <> 'held' OR shard.ready_at IS NULL))`
}
