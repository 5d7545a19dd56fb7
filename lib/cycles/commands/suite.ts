// Starting, pausing, going on with and stopping the suite of a cycle. Workers carry it along (advance-suite.ts).

import type { Ctx } from '#lib/access/actor.ts'
import { type AuditEntry, recordAudit } from '#lib/access/audit.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { stopRun } from '#lib/runs/commands/stop.ts'
import type { StartSuite } from '../input-schema.ts'
import { authorizeCycle, readCycleFacts } from '../queries/facts.ts'
import type { CycleState } from '../schema.ts'
import { beginSuite, currentOutcome, endSuite, readSuite, type Suite } from '../suite.ts'
import { passGate } from './gate.ts'

/** From its first step; a paused one, which has passed the gate, goes on where it was. Throws `precondition_failed` when the gate is closed. */
export async function startSuite(ctx: Ctx, input: StartSuite): Promise<void> {
  const { projectId } = await authorizeCycle(ctx, input.id, 'cycle.edit')
  await authorize(ctx, projectId, 'run.start')
  const facts = await readCycleFacts(ctx.db, input.id)
  const { state } = facts.cycle
  if (state === 'closed') throw new AppError('precondition_failed', 'The cycle is closed. Open it again to work on it.')
  if (state === 'running') throw new AppError('conflict', 'The suite is running already.')
  if (state === 'paused') {
    const next = (suite: Suite) => because(suite, null)
    await change(ctx, input.id, { from: ['paused'], to: 'running', next, verb: 'suite.resume' })
    return
  }
  await passGate(ctx, facts, input.override)
  const steps = checkChosen(readSuite(facts.cycle.suite), input.scenarios)
  const next = (suite: Suite) => beginSuite(suite, { by: ctx.actor.name, now: ctx.now, only: input.scenarios })
  await change(ctx, input.id, {
    from: ['open', 'decided'],
    to: 'running',
    next,
    verb: 'suite.start',
    details: { steps },
  })
}

/** Keys of the scenarios that are run. */
function checkChosen({ steps }: Suite, chosen: readonly string[] | undefined): string[] {
  const keys = steps.map(({ scenario }) => scenario)
  const unknown = chosen?.find((key) => !keys.includes(key))
  if (unknown === undefined) return keys.filter((key) => chosen?.includes(key) ?? true)
  const message = `The suite has no scenario "${unknown}". It has: ${keys.join(', ')}.`
  throw new AppError('invalid_input', message, { details: { fields: [{ path: 'scenarios', message }] } })
}

/** The run under way goes on; the next step waits. */
export async function pauseSuite(ctx: Ctx, id: string): Promise<void> {
  await authorizeCycle(ctx, id, 'cycle.edit')
  const next = (suite: Suite) => because(suite, `Paused by ${ctx.actor.name}.`)
  await change(ctx, id, { from: ['running'], to: 'paused', next, verb: 'suite.pause' })
}

/** Nothing more begins; the run under way goes on unless `stopRun`. */
export async function stopSuite(
  ctx: Ctx,
  input: { id: string; reason?: string | undefined; stopRun?: boolean | undefined },
): Promise<void> {
  const { projectId } = await authorizeCycle(ctx, input.id, 'cycle.edit')
  if (input.stopRun) await authorize(ctx, projectId, 'run.stop')
  const why = input.reason ?? `Stopped by ${ctx.actor.name}.`
  const to = await restingState(ctx.db, input.id)
  const next = (suite: Suite) => endSuite(suite, ctx.now, why)
  const ended = await change(ctx, input.id, {
    ...{ from: ['running', 'paused'], to, next, verb: 'suite.stop', details: { because: why } },
  })
  const active = currentOutcome(ended)?.runId ?? null
  if (!input.stopRun || active === null) return
  const run = await ctx.db.run.findUnique({ where: { id: active }, select: { state: true } })
  if (run && run.state !== 'ended') await stopRun(ctx, active)
}

/** Where a cycle rests while no suite goes on. */
export async function restingState(tx: Tx, cycleId: string): Promise<CycleState> {
  return (await tx.decision.count({ where: { cycleId } })) > 0 ? 'decided' : 'open'
}

/** Read for a change, with others kept from it. */
export async function lockSuite(tx: Tx, cycleId: string): Promise<Suite> {
  const [row] = await tx.$queryRaw<{ suite: unknown }[]>`SELECT suite FROM cycle WHERE id = ${cycleId}::uuid FOR UPDATE`
  return readSuite(row?.suite)
}

const because = ({ steps, progress }: Suite, why: string | null): Suite => ({
  steps,
  progress: progress && { ...progress, because: why },
})

interface Change {
  from: CycleState[]
  to: CycleState
  next: (suite: Suite) => Suite
  verb: string
  details?: AuditEntry['details']
}

/** Throws `conflict` when the cycle is in none of the states it may come from. */
async function change(ctx: Ctx, id: string, { from, to, next, verb, details }: Change): Promise<Suite> {
  return inTransaction(ctx.db, async (tx) => {
    const suite = next(await lockSuite(tx, id))
    const { count } = await tx.cycle.updateMany({
      where: { id, state: { in: from } },
      data: { state: to, suite: suite as unknown as Prisma.InputJsonObject },
    })
    if (count === 0) throw new AppError('conflict', 'The suite is in another state by now. Look at the cycle again.')
    const { projectId } = await tx.cycle.findUniqueOrThrow({ where: { id }, select: { projectId: true } })
    const entry = { verb, subject: { kind: 'cycle', id }, projectId }
    await recordAudit(tx, ctx, details ? { ...entry, details } : entry)
    return suite
  })
}
