// Series and shards of a run, for readers who ask for a part of it.

import type { Tx } from '#lib/db/client.ts'
import type { SeriesId } from '../bucket.ts'
import { choosePart, type PartFilter, type RunPart, WHOLE_RUN } from '../part.ts'
import type { RunFacts } from './facts.ts'

export type StoredSeries = SeriesId & { id: string }

/** Authorize before calling. Throws `invalid_input` when the run has no such part. */
export async function findPart(tx: Tx, { run, plan }: RunFacts, filter: PartFilter): Promise<RunPart> {
  const { shard, location, service, operation, payload } = filter
  if ([shard, location, service, operation, payload].every((one) => one === undefined)) return WHOLE_RUN
  const shards = await tx.shard.findMany({ where: { runId: run.id }, select: { index: true, location: true } })
  return choosePart(plan, shards, filter)
}

export async function listSeries(tx: Tx, runId: string): Promise<StoredSeries[]> {
  const select = { id: true, kind: true, key: true, payload: true } as const
  return (await tx.series.findMany({ where: { runId }, select })) as StoredSeries[]
}
