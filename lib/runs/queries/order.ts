// What a worker needs to carry out its part of a run: the frozen plan, how this run uses it, and which part is its own.

import { openSecrets } from '#lib/access/queries/secret.ts'
import type { Tx } from '#lib/db/client.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { readPlanFiles } from '#lib/plans/queries/dataset-file.ts'
import type { Lease } from '../lease.ts'

export interface RunOrder {
  runId: string
  plan: CompiledPlan
  scenario: string
  environment: string
  baseUrl: string | null
  secrets: Record<string, string>
  seed: number
  /** Content of the data sets that are files, by their key. */
  datasets: Record<string, Uint8Array>
  shard: { index: number; count: number; shares: number[] }
}

/** For the worker only: it acts for the system. Throws when the run is gone, `precondition_failed` when its secrets do not open here. */
export async function getRunOrder(tx: Tx, { runId, shardIndex }: Lease): Promise<RunOrder> {
  const run = await tx.run.findUniqueOrThrow({
    where: { id: runId },
    select: {
      projectId: true,
      scenario: true,
      environment: true,
      seed: true,
      revision: { select: { compiled: true } },
      shards: { orderBy: { index: 'asc' }, select: { share: true } },
    },
  })
  const { projectId, scenario, environment, seed } = run
  const plan = run.revision.compiled as unknown as CompiledPlan
  const names = plan.environments.find(({ key }) => key === environment)?.secrets ?? []
  const shares = run.shards.map(({ share }) => share)
  return {
    ...{ runId, plan, scenario, environment, seed, baseUrl: null },
    secrets: await openSecrets(tx, { projectId, environment, names }),
    datasets: await readPlanFiles(tx, projectId, plan),
    shard: { index: shardIndex, count: shares.length, shares },
  }
}
