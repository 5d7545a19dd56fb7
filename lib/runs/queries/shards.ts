import type { Tx } from '#lib/db/client.ts'
import type { RunShard } from '../schema.ts'

/** The parts of a run, in order. Authorize before calling. */
export async function listRunShards(tx: Tx, runId: string): Promise<RunShard[]> {
  const rows = await tx.shard.findMany({
    where: { runId },
    orderBy: { index: 'asc' },
    select: {
      ...{ index: true, share: true, location: true, worker: true },
      ...{ state: true, endReason: true, endMessage: true, durationMs: true },
    },
  })
  return rows.map((row) => row as RunShard)
}
