// Moving a cycle to another revision: runs that were sent the same load are judged again under it, the others become stale, and what was
// signed falls.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { type CycleFacts, type RunFact, staleBecause } from '../facts.ts'
import { authorizeCycle, listCycleRuns, readCycleFacts } from '../queries/facts.ts'
import { defaultSteps, readSuite, type Suite } from '../suite.ts'
import { changeEvidence, type LockedCycle } from './change-evidence.ts'
import { findRevision } from './create.ts'
import { judgePending } from './judge-pending.ts'

export interface Moved {
  revision: { id: string; number: number; hash: string }
  judged: string[]
  stale: string[]
  revokedSignOffs: number
}

/** Throws `precondition_failed` while the suite goes on, `conflict` when somebody else moved it at the same moment. */
export async function moveCycle(ctx: Ctx, input: { id: string; revision: number | 'latest' }): Promise<Moved> {
  const { planId, state } = await authorizeCycle(ctx, input.id, 'cycle.edit')
  if (state === 'running' || state === 'paused')
    throw new AppError('precondition_failed', 'The suite goes on. Stop it first, or wait until it is over.')
  const target = await inTransaction(ctx.db, (tx) => findRevision(tx, ctx, planId, input.revision))
  const before = await readCycleFacts(ctx.db, input.id)
  const revision = await ctx.db.planRevision.findUniqueOrThrow({
    where: { id: target.id },
    select: { id: true, number: true, hash: true, loadHash: true },
  })
  if (revision.id === before.revision.id) return unmoved(before)
  const plan = target.compiled
  const under = { cycle: { environment: environmentIn(plan, before.cycle.environment) }, revision, plan }
  const runs = await listCycleRuns(ctx.db, input.id, revision)
  const [stale, same] = split(runs, (run) => staleBecause(run, under) !== null)
  const ended = same.filter((run) => run.state === 'ended')
  // Before the cycle moves, so that it is never seen there with runs that are not judged.
  await judgePending(
    ctx,
    ended
      .filter((run) => run.revision.id !== revision.id)
      .map(({ id: runId }) => ({ runId, revision: revision.number })),
  )
  const { revoked } = await changeEvidence(ctx, input.id, (tx, cycle) =>
    store(tx, ctx, cycle, { from: before.revision, to: revision, plan }),
  )
  const labels = (runs: readonly RunFact[]) => runs.map(({ label }) => label)
  const { loadHash: _loadHash, ...shown } = revision
  return { revision: shown, judged: labels(ended), stale: labels(stale), revokedSignOffs: revoked }
}

/** It is there already. */
function unmoved({ revision: { id, number, hash } }: CycleFacts): Moved {
  return { revision: { id, number, hash }, judged: [], stale: [], revokedSignOffs: 0 }
}

/** The one the cycle is about, or the first of a plan that no longer has it. */
function environmentIn({ environments }: CompiledPlan, key: string): string {
  return environments.some((one) => one.key === key) ? key : (environments[0]?.key ?? '')
}

interface Step {
  from: { id: string; number: number }
  to: { id: string; number: number }
  plan: CompiledPlan
}

async function store(tx: Tx, ctx: Ctx, cycle: LockedCycle, { from, to, plan }: Step): Promise<void> {
  const { suite, environment } = await tx.cycle.findUniqueOrThrow({ where: { id: cycle.id } })
  const { count } = await tx.cycle.updateMany({
    where: { id: cycle.id, revisionId: from.id, state: { in: ['open', 'decided'] } },
    data: {
      revisionId: to.id,
      environment: environmentIn(plan, environment),
      suite: fitting(readSuite(suite), plan) as unknown as Prisma.InputJsonObject,
    },
  })
  if (count === 0)
    throw new AppError('conflict', 'Somebody else moved or started the cycle at this moment. Look again.')
  const details = { from: from.number, to: to.number }
  const subject = { kind: 'cycle', id: cycle.id }
  await recordAudit(tx, ctx, { verb: 'cycle.move', subject, projectId: cycle.projectId, details })
}

/** Without the scenarios the plan no longer has. */
function fitting({ steps, progress }: Suite, plan: CompiledPlan): Suite {
  const known = new Set(plan.scenarios.map(({ key }) => key))
  const kept = steps.filter(({ scenario }) => known.has(scenario))
  if (kept.length === steps.length) return { steps, progress }
  return { steps: kept.length > 0 ? kept : defaultSteps(plan), progress: null }
}

function split<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}
