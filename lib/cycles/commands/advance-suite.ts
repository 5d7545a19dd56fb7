// Carries running suites along, for workers: one look at a time, whatever happened since the last. Everything is decided from what is
// stored, on the locked cycle, so that any number of workers may look at any moment and none starts a step twice.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError, isAppError, messageOf } from '#lib/core/errors.ts'
import type { Db, Prisma, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { databaseTime } from '#lib/runs/commands/lifecycle.ts'
import type { CycleFacts } from '../facts.ts'
import { readCycleFacts } from '../queries/facts.ts'
import {
  currentOutcome,
  nextMove,
  readSuite,
  recordOutcome,
  type StepRun,
  type Suite,
  type SuiteMove,
} from '../suite.ts'
import { judgePending, listPendingRuns } from './judge-pending.ts'
import { startRunOf } from './start-run.ts'
import { lockSuite, restingState } from './suite.ts'

/** What could not be done for one suite or run; the others go on. */
export interface Trouble {
  id: string
  error: unknown
}

/** Looks at every running suite, each by itself: the trouble of one keeps no other waiting. */
export async function advanceSuites(db: Db): Promise<{ moved: number; troubles: Trouble[] }> {
  const running = await db.cycle.findMany({ where: { state: 'running' }, select: { id: true, suite: true } })
  const troubles: Trouble[] = []
  if (running.length === 0) return { moved: 0, troubles }
  const ctx: Ctx = { db, now: await databaseTime(db), actor: SYSTEM }
  let moved = 0
  for (const { id, suite } of running) {
    try {
      if (await isUnderWay(db, readSuite(suite))) continue
      if (await advanceSuite(ctx, id)) moved++
    } catch (error) {
      troubles.push({ id, error })
    }
  }
  return { moved, troubles }
}

/**
 * Judges runs of cycles that ended without a verdict under the revision of their cycle, but for those `except`. Takes long: not beside a
 * measurement.
 */
export async function judgeForCycles(db: Db, except: ReadonlySet<string> = new Set()): Promise<Trouble[]> {
  const pending = (await listPendingRuns(db)).filter(({ runId }) => !except.has(runId))
  if (pending.length === 0) return []
  const ctx: Ctx = { db, now: await databaseTime(db), actor: SYSTEM }
  const troubles: Trouble[] = []
  for (const run of pending) await judgePending(ctx, [run]).catch((error) => troubles.push({ id: run.runId, error }))
  return troubles
}

const SYSTEM = { kind: 'system' as const, name: 'Headroom' }

/** Looked up by itself, so that a look during a run costs next to nothing. */
async function isUnderWay(db: Db, suite: Suite): Promise<boolean> {
  const runId = currentOutcome(suite)?.runId
  return runId ? (await db.run.count({ where: { id: runId, state: { not: 'ended' } } })) > 0 : false
}

async function advanceSuite(ctx: Ctx, cycleId: string): Promise<boolean> {
  const facts = await readCycleFacts(ctx.db, cycleId)
  const suite = readSuite(facts.cycle.suite)
  const move = nextMove(suite, currentRun(facts, suite), ctx.now)
  if (move.kind === 'wait') return false
  if (move.kind === 'settle') return settle(ctx, facts, suite, move)
  return begin(ctx, facts, suite, move)
}

function currentRun({ runs }: CycleFacts, suite: Suite): StepRun | null {
  const outcome = currentOutcome(suite)
  const run = runs.find(({ id }) => id === outcome?.runId)
  if (run) return { ...run, verdict: run.verdict?.verdict ?? null }
  // Deleted since: nothing shows that it held.
  return outcome?.runId ? { state: 'ended', endReason: 'failed', endedAt: null, verdict: null } : null
}

async function settle(
  ctx: Ctx,
  { cycle }: CycleFacts,
  seen: Suite,
  move: SuiteMove & { kind: 'settle' },
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    if (!(await isAsSeen(tx, cycle.id, seen))) return false
    const state = move.isOver ? await restingState(tx, cycle.id) : 'running'
    await write(tx, cycle.id, move.suite, state)
    if (move.isOver) await note(tx, ctx, cycle, 'suite.end', { because: move.suite.progress?.because ?? '' })
    return true
  })
}

type Begin = SuiteMove & { kind: 'start' }

async function begin(ctx: Ctx, facts: CycleFacts, seen: Suite, { index, scenario }: Begin): Promise<boolean> {
  const { cycle } = facts
  const by = { ...ctx, actor: { kind: 'system' as const, name: seen.progress?.by ?? 'Headroom' } }
  try {
    await startRunOf(by, facts, {
      ...{ scenario, suiteIndex: index },
      within: async (tx, run) => {
        if (!(await isAsSeen(tx, cycle.id, seen))) throw new AppError('conflict', OVERTAKEN)
        await write(tx, cycle.id, recordOutcome(seen, index, { runId: run.id }), 'running')
      },
    })
    return true
  } catch (error) {
    if (!isAppError(error) || error.code === 'internal' || error.code === 'unavailable') throw error
    if (error.code === 'conflict') return false
    return refused(ctx, facts, seen, { index, problem: messageOf(error), codes: codesOf(error) })
  }
}

const OVERTAKEN = 'Another worker carried the suite on at this moment.'

const codesOf = ({ details }: AppError): string[] =>
  ((details?.problems ?? []) as { code: string }[]).map(({ code }) => code)

/** Too many runs at once pass; load that was stopped for all holds the suite; anything else is the failed check of its step. */
async function refused(
  ctx: Ctx,
  { cycle }: CycleFacts,
  seen: Suite,
  { index, problem, codes }: { index: number; problem: string; codes: string[] },
): Promise<boolean> {
  if (codes.length > 0 && codes.every((code) => code === 'run-cap')) return false
  return inTransaction(ctx.db, async (tx) => {
    if (!(await isAsSeen(tx, cycle.id, seen))) return false
    if (codes.includes('load-blocked')) {
      const progress = seen.progress && { ...seen.progress, because: problem }
      await write(tx, cycle.id, { ...seen, progress }, 'paused')
      await note(tx, ctx, cycle, 'suite.pause', { because: problem })
    } else {
      await write(tx, cycle.id, recordOutcome(seen, index, { problem }), 'running')
      await note(tx, ctx, cycle, 'suite.refuse', { scenario: seen.steps[index]?.scenario ?? '', because: problem })
    }
    return true
  })
}

/** On the locked row: nobody carried it on, paused or stopped it since it was read. */
async function isAsSeen(tx: Tx, cycleId: string, seen: Suite): Promise<boolean> {
  const now = await lockSuite(tx, cycleId)
  const { state } = await tx.cycle.findUniqueOrThrow({ where: { id: cycleId }, select: { state: true } })
  return state === 'running' && JSON.stringify(now) === JSON.stringify(seen)
}

async function write(tx: Tx, id: string, suite: Suite, state: string): Promise<void> {
  await tx.cycle.update({ where: { id }, data: { suite: suite as unknown as Prisma.InputJsonObject, state } })
}

async function note(tx: Tx, ctx: Ctx, cycle: CycleFacts['cycle'], verb: string, details: Prisma.InputJsonObject) {
  await recordAudit(tx, ctx, { verb, subject: { kind: 'cycle', id: cycle.id }, projectId: cycle.projectId, details })
}
