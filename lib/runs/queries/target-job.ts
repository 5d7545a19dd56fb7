// Target jobs as pages see them, and as the worker that took one needs them.

import type { Ctx } from '#lib/access/actor.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { openSecrets } from '#lib/access/queries/secret.ts'
import type { Tx } from '#lib/db/client.ts'
import { readPlanFiles } from '#lib/plans/queries/dataset-file.ts'
import type { BenchJob, BenchProgress, BenchResult } from '../bench-schema.ts'
import { type BenchOrder, waitingNotice } from '../target-job.ts'
import { listLiveWorkers } from './workers.ts'

export function findJobRow(tx: Tx, id: string) {
  return tx.targetJob.findUnique({ where: { id } })
}

export async function getBenchJob(ctx: Ctx, id: string): Promise<BenchJob> {
  const job = await authorizeRow(ctx, await findJobRow(ctx.db, id), 'run.view', 'quick bench')
  const { planId, operation, environment, ask } = job.input as unknown as BenchOrder
  return {
    ...{ id, planId, operation, environment, ask, problem: job.problem, requestedBy: job.requestedBy },
    state: job.state as BenchJob['state'],
    notice: job.state === 'waiting' ? await findNotice(ctx.db) : null,
    progress: job.progress as BenchProgress | null,
    result: job.result as unknown as BenchResult | null,
    stopRequested: job.stopRequested,
    createdAt: job.createdAt.toISOString(),
  }
}

/** Runs keep their names: others' projects may use the same workers. */
async function findNotice(tx: Tx): Promise<string | null> {
  const workers = await listLiveWorkers(tx)
  const benching = await tx.targetJob.findMany({ where: { state: 'held' }, select: { ownerId: true } })
  return waitingNotice(
    workers.map(({ id, shard }) => {
      if (shard) return 'a run'
      return benching.some(({ ownerId }) => ownerId === id) ? 'another quick bench' : null
    }),
  )
}

interface Opened {
  secrets: Record<string, string>
  datasets: Record<string, Uint8Array>
}

/** For the worker only: it acts for the system. Throws `precondition_failed` when its secrets do not open here. */
export async function getBenchOrder(tx: Tx, id: string): Promise<BenchOrder & Opened> {
  const { projectId, input } = await tx.targetJob.findUniqueOrThrow({ where: { id } })
  const order = input as unknown as BenchOrder
  const environment = order.environment.key
  const names = order.plan.environments.find(({ key }) => key === environment)?.secrets ?? []
  return {
    ...order,
    secrets: await openSecrets(tx, { projectId, environment, names }),
    datasets: await readPlanFiles(tx, projectId, order.plan),
  }
}
