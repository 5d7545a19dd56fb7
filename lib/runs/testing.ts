// What a test of runs needs, made directly: a run of the demo plan with one shard, and what a second of it measured.

import type { Prisma, Tx } from '#lib/db/client.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { demoPlan } from '#lib/plans/template/demo.ts'
import type { Bucket, GeneratorSecond, SeriesId } from './bucket.ts'
import { emptyCounts } from './counts.ts'
import { titleOf } from './head.ts'

export async function makeRun(
  tx: Tx,
  run: Partial<Prisma.RunUncheckedCreateInput> = {},
): Promise<{ id: string; projectId: string }> {
  const project = await tx.project.create({ data: { name: 'Shop' } })
  const plan = await tx.plan.create({ data: { projectId: project.id, name: 'Orders', draft: {} } })
  const compiled = compiledDemo()
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
    title: titleOf(compiled, 1, { scenario: 'smoke', environment: 'demo' }) as unknown as Prisma.InputJsonObject,
    seed: 1,
  }
  return tx.run.create({
    data: { ...data, ...run, shards: { create: { index: 0 } } },
    select: { id: true, projectId: true },
  })
}

function compiledDemo(): CompiledPlan {
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
})
