// Starting a run: check, freeze what it is judged against, store the run with its shards, wake workers.

import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { wakeForRun } from '#lib/db/enqueue.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { freezeRevision } from '#lib/plans/commands/freeze.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { withKnownColumns } from '#lib/plans/queries/dataset-file.ts'
import { runLabel, titleOf } from '../head.ts'
import { PLACED_WITHIN_MS } from '../lease.ts'
import { checkPlan } from '../preflight.ts'
import { readFrozenPlan } from '../queries/frozen-plan.ts'
import { listObstacles } from '../queries/obstacles.ts'
import { decidePlanTarget } from '../queries/preflight.ts'
import { instanceTargetPolicy } from '../queries/target-policy.ts'
import { listLiveWorkers } from '../queries/workers.ts'
import { missingWorkers, planShards, type ShardPlan } from '../shards.ts'
import { addRunEvent } from './lifecycle.ts'
import { holdLoadBlock } from './load-block.ts'

export interface StartRunInput {
  planId: string
  scenario: string
  environment?: string | undefined
  trigger?: string
  /** Of the system under test, e.g. "2.4.1"; empty: that of the plan. */
  versionUnderTest?: string | undefined
  /** A frozen revision of the plan in place of its draft. */
  revisionId?: string | undefined
  /** Part of the transaction that makes the run: what it throws unmakes it. */
  within?: (tx: Tx, run: { id: string; number: number }) => Promise<void>
}

/** Returns the id of the new run. Throws `precondition_failed` with everything that stands in the way. */
export async function startRun(ctx: Ctx, input: StartRunInput): Promise<{ id: string }> {
  const select = { id: true, projectId: true, draft: true } as const
  const row = await ctx.db.plan.findUnique({ where: { id: input.planId }, select })
  const { id: planId, projectId, draft } = await authorizeRow(ctx, row, 'run.start', 'plan')
  // Names are resolved before anything is locked: a resolver may take seconds.
  const frozen = input.revisionId ? await readFrozenPlan(ctx.db, planId, input.revisionId) : null
  const before = frozen ? frozen.compiled : await compileDraft(ctx.db, projectId, draft)
  const target = before ? await decidePlanTarget(before, input) : UNDECIDED
  return inTransaction(ctx.db, async (tx) => {
    await holdLoadBlock(tx)
    const revision = frozen ?? (await freezeRevision(tx, ctx, planId))
    if (before && !isDeepStrictEqual(before.environments, revision.compiled.environments)) {
      throw new AppError(
        'conflict',
        'The environments of the plan changed at this moment. Look at them and start again.',
      )
    }
    const checked = checkPlan(revision.compiled, input, target, instanceTargetPolicy())
    const problems = [...(await listObstacles(tx, projectId, revision.compiled, input)), ...checked.problems]
    if (problems.length > 0 || !checked.scenario || !checked.environment) refuse(problems)
    const shards = shardsOf(revision.compiled, checked.scenario.key)
    const keys = { scenario: checked.scenario.key, environment: checked.environment.key }
    const number = await takeRunNumber(tx, projectId)
    const run = await tx.run.create({
      data: {
        ...{ projectId, planId, number, revisionId: revision.id, ...keys },
        title: titleOf(revision.compiled, revision.number, keys) as unknown as Prisma.InputJsonObject,
        trigger: input.trigger ?? (ctx.actor.kind === 'token' ? 'api' : 'manual'),
        startedBy: ctx.actor.name,
        versionUnderTest: input.versionUnderTest ?? '',
        seed: randomInt(1, 2 ** 31 - 1),
        shards: { create: shards },
      },
      select: { id: true },
    })
    const text = `${runLabel(number)} started: ${checked.scenario.name} on ${checked.environment.name}, revision ${revision.number}`
    await addRunEvent(tx, { runId: run.id, offsetMs: 0, kind: 'start', text, actor: ctx.actor.name })
    await noteMissingWorkers(tx, run.id, shards)
    const details = { ...keys, revision: revision.number }
    await recordAudit(tx, ctx, { verb: 'run.start', subject: { kind: 'run', id: run.id }, projectId, details })
    await input.within?.(tx, { id: run.id, number })
    await wakeForRun(tx, run.id, shards.length)
    return run
  })
}

async function compileDraft(tx: Tx, projectId: string, draft: unknown): Promise<CompiledPlan | null> {
  const result = compilePlan(await withKnownColumns(tx, projectId, draft as PlanDraft))
  return result.ok ? result.plan : null
}

function shardsOf(plan: CompiledPlan, scenario: string): ShardPlan[] {
  const found = plan.scenarios.find(({ key }) => key === scenario)
  return found ? planShards(found) : []
}

/** A run of one part for anybody is told to be waiting wherever it is shown; one that asks for more will not wait for ever. */
async function noteMissingWorkers(tx: Tx, runId: string, shards: ShardPlan[]): Promise<void> {
  if (shards.length === 1 && shards[0]?.location === null) return
  const missing = missingWorkers(shards, await listLiveWorkers(tx))
  if (missing === null) return
  const text = `${missing} Without them it ends after ${PLACED_WITHIN_MS / 1000} s.`
  await addRunEvent(tx, { runId, offsetMs: 0, kind: 'worker', text, actor: 'system' })
}

const UNDECIDED = { allowed: false, reason: 'The plan has errors.' }

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
