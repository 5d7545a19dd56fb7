// Starting a run: check, freeze what it is judged against, store the run with its shard, wake a worker.

import { randomInt } from 'node:crypto'
import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { wakeForRun } from '#lib/db/enqueue.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { freezeRevision } from '#lib/plans/commands/freeze.ts'
import { runLabel } from '../head.ts'
import { checkPlan } from '../queries/preflight.ts'
import { addRunEvent } from './lifecycle.ts'

export interface StartRunInput {
  planId: string
  scenario: string
  environment?: string | undefined
  trigger?: string
}

/** Returns the id of the new run. Throws `precondition_failed` with everything that stands in the way. */
export async function startRun(ctx: Ctx, input: StartRunInput): Promise<{ id: string }> {
  const plan = await ctx.db.plan.findUnique({ where: { id: input.planId }, select: { id: true, projectId: true } })
  const { id: planId, projectId } = await authorizeRow(ctx, plan, 'run.start', 'plan')
  return inTransaction(ctx.db, async (tx) => {
    const revision = await freezeRevision(tx, ctx, planId)
    const checked = await checkPlan(revision.compiled, input)
    if (checked.problems.length > 0 || !checked.scenario || !checked.environment) refuse(checked.problems)
    const number = await takeRunNumber(tx, projectId)
    const run = await tx.run.create({
      data: {
        projectId,
        number,
        planId,
        revisionId: revision.id,
        scenario: checked.scenario.key,
        environment: checked.environment.key,
        trigger: input.trigger ?? (ctx.actor.kind === 'token' ? 'api' : 'manual'),
        startedBy: ctx.actor.name,
        seed: randomInt(1, 2 ** 31 - 1),
        shards: { create: { index: 0 } },
      },
      select: { id: true },
    })
    const text = `${runLabel(number)} started: ${checked.scenario.name} on ${checked.environment.name}, revision ${revision.number}`
    await addRunEvent(tx, { runId: run.id, offsetMs: 0, kind: 'start', text, actor: ctx.actor.name })
    const details = { scenario: checked.scenario.key, environment: checked.environment.key, revision: revision.number }
    await recordAudit(tx, ctx, { verb: 'run.start', subject: { kind: 'run', id: run.id }, projectId, details })
    await wakeForRun(tx, run.id)
    return run
  })
}

function refuse(problems: { code: string; message: string }[]): never {
  const message = problems.map((one) => one.message).join(' ') || 'This run cannot be started.'
  throw new AppError('precondition_failed', message, { details: { problems } })
}

/** One statement, whose row lock gives every run of a project its own number. */
async function takeRunNumber(tx: Tx, projectId: string): Promise<number> {
  const { lastRun } = await tx.project.update({
    where: { id: projectId },
    data: { lastRun: { increment: 1 } },
    select: { lastRun: true },
  })
  return lastRun
}
