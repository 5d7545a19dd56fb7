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
import { beginSuite, endSuite, readSuite, type Suite } from '../suite.ts'
import { passGate } from './gate.ts'

/** From its first step; a paused one, which has passed the gate, goes on where it was. Throws `precondition_failed` when the gate is closed. */
export async function startSuite(ctx: Ctx, input: StartSuite): Promise<void> {
  const { projectId } = await authorizeCycle(ctx, input.id, 'cycle.edit')
  await authorize(ctx, projectId, 'run.start')
  const facts = await readCycleFacts(ctx.db, input.id)
  const suite = readSuite(facts.cycle.suite)
  const { state } = facts.cycle
  if (state === 'closed') throw new AppError('precondition_failed', 'The cycle is closed. Open it again to work on it.')
  if (state === 'running') throw new AppError('conflict', 'The suite is running already.')
  if (state === 'paused') {
    const progress = suite.progress && { ...suite.progress, because: null }
    return changeState(ctx, input.id, {
      from: ['paused'],
      to: 'running',
      suite: { ...suite, progress },
      verb: 'suite.resume',
    })
  }
  await passGate(ctx, facts, input.override)
  checkChosen(suite, input.scenarios)
  const begun = beginSuite(suite, { by: ctx.actor.name, now: ctx.now, only: input.scenarios })
  const details = { steps: begun.progress?.order.map((index) => suite.steps[index]?.scenario ?? '') ?? [] }
  await changeState(ctx, input.id, {
    ...{ from: ['open', 'decided'], to: 'running', suite: begun, verb: 'suite.start', details },
  })
}

function checkChosen({ steps }: Suite, chosen: readonly string[] | undefined): void {
  const keys = steps.map(({ scenario }) => scenario)
  const unknown = chosen?.find((key) => !keys.includes(key))
  if (unknown === undefined) return
  const message = `The suite has no scenario "${unknown}". It has: ${keys.join(', ')}.`
  throw new AppError('invalid_input', message, { details: { fields: [{ path: 'scenarios', message }] } })
}

/** The run under way goes on; the next step waits. */
export async function pauseSuite(ctx: Ctx, id: string): Promise<void> {
  await authorizeCycle(ctx, id, 'cycle.edit')
  await inTransaction(ctx.db, async (tx) => {
    const suite = await lockSuite(tx, id)
    const progress = suite.progress && { ...suite.progress, because: `Paused by ${ctx.actor.name}.` }
    const paused = { ...suite, progress }
    await changeState(inside(ctx, tx), id, { from: ['running'], to: 'paused', suite: paused, verb: 'suite.pause' })
  })
}

/** Nothing more begins; the run under way goes on unless `stopRun`. */
export async function stopSuite(
  ctx: Ctx,
  input: { id: string; reason?: string | undefined; stopRun?: boolean | undefined },
): Promise<void> {
  const { projectId } = await authorizeCycle(ctx, input.id, 'cycle.edit')
  const because = input.reason ?? `Stopped by ${ctx.actor.name}.`
  if (input.stopRun) await authorize(ctx, projectId, 'run.stop')
  const active = await inTransaction(ctx.db, async (tx) => {
    const suite = await lockSuite(tx, input.id)
    const ended = endSuite(suite, ctx.now, because)
    const to = await restingState(tx, input.id)
    const change = { from: ['running', 'paused'] as const, to, suite: ended, verb: 'suite.stop', details: { because } }
    await changeState(inside(ctx, tx), input.id, change)
    return suite.progress?.outcomes.at(-1)?.runId ?? null
  })
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

const inside = (ctx: Ctx, tx: Tx): Ctx => ({ ...ctx, db: tx as Ctx['db'] })

interface Change {
  from: readonly CycleState[]
  to: CycleState
  suite: Suite
  verb: string
  details?: AuditEntry['details']
}

/** Throws `conflict` when the cycle is in none of the states it may come from. */
async function changeState(ctx: Ctx, id: string, { from, to, suite, verb, details }: Change): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.cycle.updateMany({
      where: { id, state: { in: [...from] } },
      data: { state: to, suite: suite as unknown as Prisma.InputJsonObject },
    })
    if (count === 0) throw new AppError('conflict', 'The suite is in another state by now. Look at the cycle again.')
    const { projectId } = await tx.cycle.findUniqueOrThrow({ where: { id }, select: { projectId: true } })
    const entry = { verb, subject: { kind: 'cycle', id }, projectId }
    await recordAudit(tx, ctx, details ? { ...entry, details } : entry)
  })
}
