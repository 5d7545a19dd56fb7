// Asking for short work on one operation of a plan: the same right, target policy and obstacles as a run.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { wakeForRun } from '#lib/db/enqueue.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { pinFiles, withKnownColumns } from '#lib/plans/queries/dataset-file.ts'
import { checkPlan } from '../preflight.ts'
import { listObstacles } from '../queries/obstacles.ts'
import { decidePlanTarget } from '../queries/preflight.ts'
import { instanceTargetPolicy } from '../queries/target-policy.ts'
import type { BenchOrder, JobKind, TryOrder } from '../target-job.ts'
import { holdLoadBlock } from './load-block.ts'
import { limitWaiting } from './target-job.ts'

export interface TargetJobRequest {
  kind: JobKind
  planId: string
  /** What the worker gets; throws `precondition_failed` when the draft does not give it. */
  orderOf: (draft: PlanDraft) => BenchOrder | TryOrder
  /** Key of the scenario in the plan of the order. */
  scenario: string
  /** For the audit log, beside job, operation and environment. */
  details?: object
  /** Throws when nothing stands in the way, but the project has one under way. */
  assertFree?: (tx: Tx, projectId: string) => Promise<void>
}

/** Throws `precondition_failed` with everything that stands in the way. */
export async function requestTargetJob(ctx: Ctx, request: TargetJobRequest): Promise<{ id: string }> {
  const { kind, planId, scenario } = request
  const select = { projectId: true, draft: true } as const
  const row = await ctx.db.plan.findUnique({ where: { id: planId }, select })
  const { projectId, draft } = await authorizeRow(ctx, row, 'run.start', 'plan')
  const order = request.orderOf(await withKnownColumns(ctx.db, projectId, draft as unknown as PlanDraft))
  const parts = { scenario, environment: order.environment.key }
  const target = await decidePlanTarget(order.plan, parts)
  const { problems } = checkPlan(order.plan, parts, target, instanceTargetPolicy())
  return inTransaction(ctx.db, async (tx) => {
    await holdLoadBlock(tx)
    const plan = await pinFiles(tx, projectId, order.plan)
    const all = [...(await listObstacles(tx, projectId, plan, parts)), ...problems]
    if (all.length > 0) {
      const message = all.map((one) => one.message).join(' ')
      throw new AppError('precondition_failed', message, { details: { problems: all } })
    }
    await request.assertFree?.(tx, projectId)
    const input = { ...order, plan } as unknown as Prisma.InputJsonObject
    const data = { projectId, kind, requestedBy: ctx.actor.name, input }
    const job = await tx.targetJob.create({ data, select: { id: true } })
    await limitWaiting(tx, job.id)
    const { operation, environment } = order
    const details = { job: job.id, operation: operation.key, environment: environment.key, ...request.details }
    await recordAudit(tx, ctx, { verb: `${kind}.start`, subject: { kind: 'plan', id: planId }, projectId, details })
    await wakeForRun(tx, job.id)
    return job
  })
}

export const nameOf = ({ key, name }: { key: string; name: string }) => ({ key, name })

export function unknownPart(what: string, key: string, known: { key: string }[]): AppError {
  const list = known.map((one) => one.key).join(', ') || 'none'
  return new AppError('precondition_failed', `The plan has no ${what}${key ? ` "${key}"` : ''}. It has: ${list}.`)
}
