// Target jobs as pages see them, and as the worker that took one needs them.

import type { Ctx } from '#lib/access/actor.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { openSecrets } from '#lib/access/queries/secret.ts'
import type { Tx } from '#lib/db/client.ts'
import { readPlanFiles } from '#lib/plans/queries/dataset-file.ts'
import type { BenchJob, BenchProgress, BenchResult } from '../bench-schema.ts'
import { type BenchOrder, type JobKind, NO_WORKER, type TryOrder, waitingNotice } from '../target-job.ts'
import type { TryJob, TryResult } from '../try-schema.ts'
import { listLiveWorkers } from './workers.ts'

export const JOB_NAMES: Record<JobKind, string> = { bench: 'quick bench', try: 'try' }

export function findJobRow(tx: Tx, id: string, kind: JobKind) {
  return tx.targetJob.findUnique({ where: { id, kind } })
}

export async function getBenchJob(ctx: Ctx, id: string): Promise<BenchJob> {
  const job = await authorizeRow(ctx, await findJobRow(ctx.db, id, 'bench'), 'run.view', 'quick bench')
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

export async function getTryJob(ctx: Ctx, id: string): Promise<TryJob> {
  const job = await authorizeRow(ctx, await findJobRow(ctx.db, id, 'try'), 'run.view', 'try')
  const { planId, operation, environment } = job.input as unknown as TryOrder
  const hasNoWorker = job.state === 'waiting' && (await listLiveWorkers(ctx.db)).length === 0
  return {
    ...{ id, planId, operation, environment, problem: job.problem, requestedBy: job.requestedBy },
    state: job.state as TryJob['state'],
    notice: hasNoWorker ? NO_WORKER : null,
    result: job.result as unknown as TryResult | null,
    createdAt: job.createdAt.toISOString(),
  }
}

/** Runs keep their names: others' projects may use the same workers. */
async function findNotice(tx: Tx): Promise<string | null> {
  const workers = await listLiveWorkers(tx)
  const benching = await tx.targetJob.findMany({ where: { state: 'held', kind: 'bench' }, select: { ownerId: true } })
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
export const getBenchOrder = (tx: Tx, id: string) => openOrder<BenchOrder>(tx, id)

/** For the worker only: it acts for the system. Throws `precondition_failed` when its secrets do not open here. */
export const getTryOrder = (tx: Tx, id: string) => openOrder<TryOrder>(tx, id)

async function openOrder<Order extends TryOrder>(tx: Tx, id: string): Promise<Order & Opened> {
  const { projectId, input } = await tx.targetJob.findUniqueOrThrow({ where: { id } })
  const order = input as unknown as Order
  const environment = order.environment.key
  const names = order.plan.environments.find(({ key }) => key === environment)?.secrets ?? []
  return {
    ...order,
    secrets: await openSecrets(tx, { projectId, environment, names }),
    datasets: await readPlanFiles(tx, projectId, order.plan),
  }
}
