// The run later ones of its plan and scenario are held against.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { runLabel } from '#lib/runs/head.ts'
import { findOutcome } from '#lib/runs/queries/head.ts'
import type { BaselineView } from '../comparison-schema.ts'

const select = {
  ...{ id: true, number: true, projectId: true, planId: true, revisionId: true, scenario: true, state: true },
} as const

/** In place of an earlier one. Throws `precondition_failed` for a run that goes on, was not judged, or whose instrument was invalid. */
export async function setBaseline(ctx: Ctx, runId: string): Promise<BaselineView> {
  const found = await ctx.db.run.findUnique({ where: { id: runId }, select })
  const run = await authorizeRow(ctx, found, 'plan.edit', 'run')
  const { validity } = await findOutcome(ctx.db, runId, run.revisionId)
  const label = runLabel(run.number)
  if (run.state !== 'ended') throw refuse(`${label} goes on; it can become the baseline once it ended.`)
  if (validity === null) throw refuse(`${label} has not been judged yet; try again in a moment.`)
  if (validity === 'invalid') throw refuse(`The instrument of ${label} was invalid: nothing can be held against it.`)
  const { planId, scenario } = run
  const now = { runId, setBy: ctx.actor.name, createdAt: ctx.now }
  return inTransaction(ctx.db, async (tx) => {
    const where = { planId_scenario: { planId, scenario } }
    const row = await tx.baseline.upsert({ where, create: { planId, scenario, ...now }, update: now })
    await recordAudit(tx, ctx, {
      verb: 'run.set-baseline',
      subject: { kind: 'run', id: runId },
      projectId: run.projectId,
      details: { scenario },
    })
    return { ...{ planId, scenario, runId, setBy: row.setBy }, setAt: row.createdAt.toISOString() }
  })
}

/** Throws `conflict` when another run is the baseline meanwhile, or none. */
export async function unsetBaseline(ctx: Ctx, runId: string): Promise<void> {
  const found = await ctx.db.run.findUnique({ where: { id: runId }, select })
  const { planId, scenario, projectId, number } = await authorizeRow(ctx, found, 'plan.edit', 'run')
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.baseline.deleteMany({ where: { planId, scenario, runId } })
    if (count === 0) throw new AppError('conflict', `${runLabel(number)} is not the baseline of ${scenario}.`)
    const subject = { kind: 'run', id: runId }
    await recordAudit(tx, ctx, { verb: 'run.unset-baseline', subject, projectId, details: { scenario } })
  })
}

const refuse = (message: string) => new AppError('precondition_failed', message)
