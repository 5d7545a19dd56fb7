// Asking for a try of one operation: the same right, target policy and obstacles as a run. Only what is sent has to be in order.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma } from '#lib/db/client.ts'
import { wakeForRun } from '#lib/db/enqueue.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { pinFiles, withKnownColumns } from '#lib/plans/queries/dataset-file.ts'
import { checkPlan } from '../preflight.ts'
import { listObstacles } from '../queries/obstacles.ts'
import { decidePlanTarget } from '../queries/preflight.ts'
import { instanceTargetPolicy } from '../queries/target-policy.ts'
import type { TryOrder } from '../target-job.ts'
import { draftOfTrial, planOfTrial, TRY_SCENARIO } from '../trial.ts'
import type { StartTry } from '../try-schema.ts'
import { holdLoadBlock } from './load-block.ts'
import { limitWaiting } from './target-job.ts'

/** Throws `precondition_failed` with everything that stands in the way. */
export async function startTry(ctx: Ctx, input: StartTry): Promise<{ id: string }> {
  const select = { projectId: true, draft: true } as const
  const row = await ctx.db.plan.findUnique({ where: { id: input.id }, select })
  const { projectId, draft } = await authorizeRow(ctx, row, 'run.start', 'plan')
  const order = orderOf(await withKnownColumns(ctx.db, projectId, draft as unknown as PlanDraft), input)
  const parts = { scenario: TRY_SCENARIO, environment: order.environment.key }
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
    const job = await tx.targetJob.create({
      data: {
        ...{ projectId, kind: 'try', requestedBy: ctx.actor.name },
        input: { ...order, plan } as unknown as Prisma.InputJsonObject,
      },
      select: { id: true },
    })
    await limitWaiting(tx, job.id)
    const details = { job: job.id, operation: order.operation.key, environment: order.environment.key }
    await recordAudit(tx, ctx, { verb: 'try.start', subject: { kind: 'plan', id: input.id }, projectId, details })
    await wakeForRun(tx, job.id)
    return job
  })
}

function orderOf(draft: PlanDraft, { id: planId, operation: key, environment }: StartTry): TryOrder {
  const { environments = [], operations = [] } = draft
  if (!operations.some((one) => one.key === key)) throw unknown('operation', key, operations)
  if (!environments.some((one) => environment === undefined || one.key === environment))
    throw unknown('environment', environment ?? '', environments)
  const compiled = compilePlan(draftOfTrial(draft, key, environment))
  if (!compiled.ok) {
    const message = compiled.findings.map((one) => `${one.places[0] ?? 'plan'}: ${one.message}.`)
    throw new AppError('precondition_failed', message.join(' '))
  }
  const plan = planOfTrial(compiled.plan, key)
  const [operation] = compiled.plan.operations.filter((one) => one.key === key)
  const [chosen] = compiled.plan.environments
  if (!plan || !operation || !chosen) throw unknown('operation', key, operations)
  return { planId, operation: nameOf(operation), environment: nameOf(chosen), plan }
}

const nameOf = ({ key, name }: { key: string; name: string }) => ({ key, name })

function unknown(what: string, key: string, known: { key: string }[]): AppError {
  const list = known.map((one) => one.key).join(', ') || 'none'
  return new AppError('precondition_failed', `The plan has no ${what}${key ? ` "${key}"` : ''}. It has: ${list}.`)
}
