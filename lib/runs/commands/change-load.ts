// Another load than planned, while the run goes on: every shard hears of it with its lease, before it takes effect.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { decideChange, describeChange, readChanges, type WantedChange } from '../load-change.ts'
import { findRunFacts, type RunFacts } from '../queries/facts.ts'
import { instanceTargetPolicy } from '../queries/target-policy.ts'
import { addRunEvent, elapsedMs } from './lifecycle.ts'
import { lockRun } from './shard-end.ts'

/** Throws `precondition_failed` when the run sends nothing now, or the change asks for more than is allowed. */
export async function changeLoad(ctx: Ctx, runId: string, wanted: WantedChange): Promise<void> {
  const found = await findRunFacts(ctx.db, runId)
  await authorizeRow(ctx, found && { projectId: found.run.projectId }, 'run.change', 'run')
  const { run, plan } = found as RunFacts
  const load = plan.scenarios.find(({ key }) => key === run.scenario)?.load
  if (!load) throw new AppError('internal', 'The plan of this run has lost its scenario.')
  await inTransaction(ctx.db, async (tx) => {
    await lockRun(tx, runId)
    const { state, loadChanges } = await tx.run.findUniqueOrThrow({
      where: { id: runId },
      select: { state: true, loadChanges: true },
    })
    if (state !== 'running') {
      throw new AppError('precondition_failed', `The load is changed while it is sent; this run is ${state}.`)
    }
    const changes = readChanges(loadChanges)
    const now = { load, changes, elapsedMs: await elapsedMs(tx, runId) }
    const change = decideChange(wanted, now, { policy: instanceTargetPolicy(), client: plan.client })
    const all = [...changes, change] as unknown as Prisma.InputJsonArray
    await tx.run.update({ where: { id: runId }, data: { loadChanges: all } })
    const text = describeChange(change, load.model, ctx.actor.name)
    await addRunEvent(tx, { runId, offsetMs: change.atMs, kind: 'load', text, actor: ctx.actor.name })
    const subject = { kind: 'run', id: runId }
    await recordAudit(tx, ctx, { verb: 'run.change-load', subject, projectId: run.projectId, details: { ...change } })
  })
}
