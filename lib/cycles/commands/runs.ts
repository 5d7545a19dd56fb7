// Which runs count for a cycle: attached, excluded with a reason, included again.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError } from '#lib/core/errors.ts'
import { isUniqueViolation } from '#lib/db/transaction.ts'
import { findSameLoads } from '#lib/plans/queries/same-load.ts'
import { runLabel } from '#lib/runs/head.ts'
import { isStartedInCycle, staleBecause } from '../facts.ts'
import { authorizeCycle, readCycleFacts } from '../queries/facts.ts'
import { changeEvidence } from './change-evidence.ts'
import { judgePending, listPendingRuns } from './judge-pending.ts'

/**
 * A run of the same plan and load, sent to the environment of the cycle. Throws `precondition_failed` for one that would be stale,
 * `conflict` when it is in the cycle already.
 */
export async function attachRun(ctx: Ctx, { id, run: runId }: { id: string; run: string }): Promise<void> {
  const { projectId, planId } = await authorizeCycle(ctx, id, 'cycle.edit')
  const run = await ctx.db.run.findUnique({
    where: { id: runId },
    include: { revision: { select: { id: true, loadHash: true, number: true } } },
  })
  if (run?.projectId !== projectId || run.planId !== planId)
    throw new AppError('not_found', 'The plan of this cycle has no such run.')
  const facts = await readCycleFacts(ctx.db, id)
  const { scenario, environment, revision: own } = run
  const [isSameLoad = false] = await findSameLoads(ctx.db, [{ own, other: facts.revision, scenario, environment }])
  const stale = staleBecause({ scenario, environment, revision: own, isSameLoad }, facts)
  if (stale !== null)
    throw new AppError(
      'precondition_failed',
      `${runLabel(run.number)} says nothing about this cycle. ${stale} Run the scenario in the cycle.`,
    )
  try {
    await changeEvidence(ctx, id, async (tx) => {
      await tx.cycleRun.create({ data: { cycleId: id, runId, addedBy: ctx.actor.name } })
      const details = { run: runLabel(run.number), scenario: run.scenario }
      await recordAudit(tx, ctx, { verb: 'cycle.attach-run', subject: { kind: 'cycle', id }, projectId, details })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', `${runLabel(run.number)} is in this cycle already.`)
  }
  await judgePending(ctx, await listPendingRuns(ctx.db, id))
}

/** With a reason it is left out; null counts it again. Throws `not_found` when the cycle has no such run. */
export async function excludeRun(
  ctx: Ctx,
  { id, run: runId, excluded }: { id: string; run: string; excluded: { because: string } | null },
): Promise<void> {
  const { projectId } = await authorizeCycle(ctx, id, 'cycle.edit')
  await changeEvidence(ctx, id, async (tx) => {
    const { count } = await tx.cycleRun.updateMany({
      where: { cycleId: id, runId, excludedBecause: excluded ? null : { not: null } },
      data: {
        excludedBecause: excluded?.because ?? null,
        excludedBy: excluded ? ctx.actor.name : null,
        excludedAt: excluded ? ctx.now : null,
      },
    })
    const found = await tx.cycleRun.findUnique({
      where: { cycleId_runId: { cycleId: id, runId } },
      include: { run: true },
    })
    if (!found) throw new AppError('not_found', 'The cycle has no such run.')
    if (count === 0)
      throw new AppError('conflict', excluded ? 'The run is excluded already.' : 'The run counts already.')
    const details = { run: runLabel(found.run.number), ...(excluded ?? {}) }
    const verb = excluded ? 'cycle.exclude-run' : 'cycle.include-run'
    await recordAudit(tx, ctx, { verb, subject: { kind: 'cycle', id }, projectId, details })
  })
}

/** Takes a run that was attached out again; one that was started in the cycle can only be excluded. Throws `not_found`. */
export async function detachRun(ctx: Ctx, { id, run: runId }: { id: string; run: string }): Promise<void> {
  const { projectId } = await authorizeCycle(ctx, id, 'cycle.edit')
  await changeEvidence(ctx, id, async (tx) => {
    const found = await tx.cycleRun.findUnique({
      where: { cycleId_runId: { cycleId: id, runId } },
      include: { run: true },
    })
    if (!found) throw new AppError('not_found', 'The cycle has no such run.')
    const label = runLabel(found.run.number)
    if (isStartedInCycle(found.run))
      throw new AppError('precondition_failed', `${label} was started in a cycle. Exclude it with a reason.`)
    await tx.cycleRun.delete({ where: { cycleId_runId: { cycleId: id, runId } } })
    const details = { run: label, scenario: found.run.scenario }
    await recordAudit(tx, ctx, { verb: 'cycle.detach-run', subject: { kind: 'cycle', id }, projectId, details })
  })
}
