// What a test of runs needs, made directly: a run of the demo plan with one shard, and what a second of it measured.

import type { Prisma, Tx } from '#lib/db/client.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { demoPlan } from '#lib/plans/template/demo.ts'
import type { Bucket, GeneratorSecond, SeriesId } from './bucket.ts'
import { bucketToRow } from './bucket-row.ts'
import { emptyCounts } from './counts.ts'
import { titleOf } from './head.ts'
import { emptyRow, type SecondRow } from './rollup.ts'
import { seriesKey } from './series.ts'

export async function makeRun(
  tx: Tx,
  run: Partial<Prisma.RunUncheckedCreateInput> = {},
  compiled = compiledDemo(),
): Promise<{ id: string; projectId: string }> {
  const project = await tx.project.create({ data: { name: 'Shop' } })
  const plan = await tx.plan.create({ data: { projectId: project.id, name: 'Orders', draft: {} } })
  const revision = await tx.planRevision.create({
    data: {
      planId: plan.id,
      number: 1,
      draft: {},
      compiled: compiled as unknown as Prisma.InputJsonObject,
      hash: 'h',
      loadHash: 'l',
      actorName: 'Tester',
    },
  })
  const data = {
    projectId: project.id,
    planId: plan.id,
    revisionId: revision.id,
    number: 1,
    scenario: 'smoke',
    environment: 'demo',
    title: titleOf(compiled, 1, {
      scenario: run.scenario ?? 'smoke',
      environment: 'demo',
    }) as unknown as Prisma.InputJsonObject,
    seed: 1,
  }
  return tx.run.create({
    data: { ...data, ...run, shards: { create: { index: 0 } } },
    select: { id: true, projectId: true },
  })
}

export function compiledDemo(): CompiledPlan {
  const result = compilePlan(demoPlan('http://127.0.0.1:4010'))
  if (!result.ok) throw new Error('the demo plan does not compile')
  return result.plan
}

/** One second of a series in which `ok` requests were answered; without histograms. */
export const measuredSecond = (series: SeriesId, startSecond: number, ok: number): Bucket => ({
  ...emptyCounts(),
  ...{ series, resolution: 1, startSecond, offered: ok, sent: ok, ok },
  ...{ p50Micros: 1000, p90Micros: 1000, p95Micros: 2000, p99Micros: 3000, maxMicros: 3000 },
  ...{ okResponse: null, okService: null, failedResponse: null },
})

/** A second of a generator that kept up. */
export const healthySecond = (second: number): GeneratorSecond => ({
  ...{ second, offered: 10, sent: 10, droppedTarget: 0, droppedGenerator: 0, lagP99Micros: 12, utilisation: 0.1 },
  ...{ cpu: 0.1, waitedForConnection: 0, connectionWaitP99Micros: 0, localSocketErrors: 0, bufferBytes: 0 },
  ...{ users: 1, inFlight: 1 },
  ...{ connectionsOpened: 0, connectionsReused: 10, connectionsDropped: 0, mostConnections: 1, poolUse: null },
})

/** A second of one series before it is encoded: how long its requests took, in µs, and how long failed ones did. */
export function secondOf(series: SeriesId, okMicros: number[], failedMicros: number[] = []): SecondRow {
  const row = emptyRow(series)
  for (const micros of okMicros) {
    row.okResponse.record(micros)
    row.okService.record(micros / 2)
    row.counts.okResponseSumMicros += micros
    row.maxMicros = Math.max(row.maxMicros, micros)
  }
  for (const micros of failedMicros) row.failedResponse.record(micros)
  const count = okMicros.length + failedMicros.length
  Object.assign(row.counts, { ok: okMicros.length, failed: failedMicros.length, sent: count, offered: count })
  return row
}

/** Stores rows as the owner of a shard would, whoever holds it. Makes the shard when it is not there. */
export async function storeRows(
  tx: Tx,
  { runId, shardIndex = 0, location = null }: { runId: string; shardIndex?: number; location?: string | null },
  buckets: Bucket[],
  generator: GeneratorSecond[] = [],
): Promise<void> {
  await tx.shard.upsert({
    where: { runId_index: { runId, index: shardIndex } },
    create: { runId, index: shardIndex, location },
    update: { location },
  })
  const natural = [...new Map(buckets.map(({ series }) => [seriesKey(series), series])).values()]
  await tx.series.createMany({ data: natural.map((series) => ({ runId, ...series })), skipDuplicates: true })
  const stored = await tx.series.findMany({ where: { runId } })
  const ids = new Map(stored.map((row) => [seriesKey(row as SeriesId), row.id]))
  const owner = { runId, shardIndex, epoch: 1 }
  const rows = buckets.map((bucket) => ({
    ...bucketToRow(bucket),
    ...owner,
    seriesId: ids.get(seriesKey(bucket.series)) ?? '',
  }))
  for (let at = 0; at < rows.length; at += 1000) await tx.bucket.createMany({ data: rows.slice(at, at + 1000) })
  await tx.generatorSecond.createMany({ data: generator.map((second) => ({ ...second, ...owner })) })
}
