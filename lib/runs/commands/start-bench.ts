// Asking for a quick bench of one operation: the same right, target policy and obstacles as a run, and smaller caps.

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
import { BENCH_LIMITS } from '../bench-limits.ts'
import type { StartBench } from '../bench-schema.ts'
import { checkPlan, type Problem } from '../preflight.ts'
import { listObstacles } from '../queries/obstacles.ts'
import { decidePlanTarget } from '../queries/preflight.ts'
import { instanceTargetPolicy } from '../queries/target-policy.ts'
import { BENCH_SCENARIO, benchLoad, planOfOperation } from '../quick-bench.ts'
import type { BenchOrder } from '../target-job.ts'
import { holdLoadBlock } from './load-block.ts'
import { hasUnfinishedJob, limitWaiting } from './target-job.ts'

/** Throws `precondition_failed` with everything that stands in the way, `conflict` when the project has one under way. */
export async function startBench(ctx: Ctx, input: StartBench): Promise<{ id: string }> {
  const select = { projectId: true, draft: true } as const
  const row = await ctx.db.plan.findUnique({ where: { id: input.id }, select })
  const { projectId, draft } = await authorizeRow(ctx, row, 'run.start', 'plan')
  const order = orderOf(await withKnownColumns(ctx.db, projectId, draft as unknown as PlanDraft), input)
  const parts = { scenario: BENCH_SCENARIO, environment: order.environment.key }
  const target = await decidePlanTarget(order.plan, parts)
  const { problems } = checkPlan(order.plan, parts, target, instanceTargetPolicy())
  return inTransaction(ctx.db, async (tx) => {
    await holdLoadBlock(tx)
    // One at a time: two requests of one moment see each other.
    await tx.$queryRaw`SELECT 1 FROM project WHERE id = ${projectId}::uuid FOR UPDATE`
    const all = [...(await listObstacles(tx, projectId, order.plan, parts)), ...problems]
    if (all.length > 0) refuse(all)
    if (await hasUnfinishedJob(tx, projectId))
      throw new AppError('conflict', 'This project has a quick bench under way. Wait for its end, or stop it.')
    const plan = await pinFiles(tx, projectId, order.plan)
    const job = await tx.targetJob.create({
      data: {
        ...{ projectId, kind: 'bench', requestedBy: ctx.actor.name },
        input: { ...order, plan } as unknown as Prisma.InputJsonObject,
      },
      select: { id: true },
    })
    await limitWaiting(tx, job.id)
    const { operation, environment, ask } = order
    const details = { job: job.id, operation: operation.key, environment: environment.key, ...ask }
    await recordAudit(tx, ctx, { verb: 'bench.start', subject: { kind: 'plan', id: input.id }, projectId, details })
    await wakeForRun(tx, job.id)
    return job
  })
}

function orderOf(draft: PlanDraft, input: StartBench): BenchOrder {
  const { id: planId, operation: operationKey, environment: environmentKey, ...ask } = input
  const compiled = compilePlan(draft)
  if (!compiled.ok) {
    const message = compiled.findings.map((one) => `${one.places[0] ?? 'plan'}: ${one.message}`)
    throw new AppError('precondition_failed', `The plan has errors. ${message.join(' ')}`)
  }
  const { plan } = compiled
  const benched = planOfOperation(plan, operationKey, benchLoad(ask, BENCH_LIMITS.durationMs))
  const operation = plan.operations.find(({ key }) => key === operationKey)
  if (!benched || !operation) throw unknown('operation', operationKey, plan.operations)
  const environment = plan.environments.find(({ key }) => key === (environmentKey ?? plan.environments[0]?.key))
  if (!environment) throw unknown('environment', environmentKey ?? '', plan.environments)
  return { planId, operation: nameOf(operation), environment: nameOf(environment), ask, plan: benched }
}

const nameOf = ({ key, name }: { key: string; name: string }) => ({ key, name })

function unknown(what: string, key: string, known: { key: string }[]): AppError {
  const list = known.map((one) => one.key).join(', ') || 'none'
  return new AppError('precondition_failed', `The plan has no ${what} "${key}". It has: ${list}.`)
}

function refuse(problems: Problem[]): never {
  throw new AppError('precondition_failed', problems.map(({ message }) => message).join(' '), { details: { problems } })
}
