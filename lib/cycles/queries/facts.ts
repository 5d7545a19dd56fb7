// A cycle with its revision and its runs, in three statements whatever their number. Authorize before showing it.

import type { Ctx } from '#lib/access/actor.ts'
import type { Permission } from '#lib/access/permission.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { findSameLoads, type RevisionRef } from '#lib/plans/queries/same-load.ts'
import { runLabel } from '#lib/runs/head.ts'
import type { EndReason, RunState } from '#lib/runs/schema.ts'
import type { CycleFacts, CycleRow, RunFact, StoredVerdict } from '../facts.ts'

/** The project of a cycle, for who may do what. Throws `not_found` as everywhere. */
export async function authorizeCycle(ctx: Ctx, cycleId: string, permission: Permission) {
  const select = { id: true, projectId: true, planId: true, state: true } as const
  const row = await ctx.db.cycle.findUnique({ where: { id: cycleId }, select })
  return authorizeRow(ctx, row, permission, 'cycle')
}

export async function readCycleFacts(tx: Tx, cycleId: string): Promise<CycleFacts> {
  const found = await tx.cycle.findUnique({
    where: { id: cycleId },
    include: { plan: { select: { name: true } }, revision: true },
  })
  if (!found) throw new AppError('not_found', 'There is no such cycle, or you are not a member of its project.')
  const { plan, revision, ...cycle } = found
  return {
    cycle: cycle as CycleRow,
    planName: plan.name,
    revision: { id: revision.id, number: revision.number, hash: revision.hash, loadHash: revision.loadHash },
    plan: revision.compiled as unknown as CompiledPlan,
    draft: revision.draft as unknown as PlanDraft,
    runs: await listCycleRuns(tx, cycleId, revision),
  }
}

const RUN = {
  id: true,
  number: true,
  scenario: true,
  environment: true,
  state: true,
  endReason: true,
  trigger: true,
  createdAt: true,
  startedAt: true,
  endedAt: true,
  revision: { select: { id: true, number: true, loadHash: true } },
} as const

/** Oldest first, each with its newest verdict under the revision given. */
export async function listCycleRuns(tx: Tx, cycleId: string, revision: RevisionRef): Promise<RunFact[]> {
  const rows = await tx.cycleRun.findMany({ where: { cycleId }, include: { run: { select: RUN } } })
  const verdicts = await readVerdicts(
    tx,
    rows.map(({ runId }) => runId),
    revision.id,
  )
  const questions = rows.map(({ run: { revision: own, scenario, environment } }) => ({ own, scenario, environment }))
  const isSameLoad = await findSameLoads(
    tx,
    questions.map((one) => ({ ...one, other: revision })),
  )
  return rows
    .map(({ run, excludedBecause, excludedBy, excludedAt, suiteIndex, addedBy }, index) => ({
      ...run,
      label: runLabel(run.number),
      isSameLoad: isSameLoad[index] ?? false,
      state: run.state as RunState,
      endReason: run.endReason as EndReason | null,
      ...{ suiteIndex, addedBy },
      excluded:
        excludedBecause === null
          ? null
          : { because: excludedBecause, by: excludedBy ?? '', at: excludedAt ?? run.createdAt },
      verdict: verdicts.get(run.id) ?? null,
    }))
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.number < b.number ? -1 : 1))
}

async function readVerdicts(tx: Tx, runIds: string[], revisionId: string): Promise<Map<string, StoredVerdict>> {
  if (runIds.length === 0) return new Map()
  const rows = await tx.runVerdict.findMany({
    where: { runId: { in: runIds }, revisionId },
    orderBy: { rulesVersion: 'asc' },
    select: { runId: true, verdict: true, sentence: true, validity: true, objectives: true, confidence: true },
  })
  // Of several the one by the newest rules stays.
  return new Map(rows.map(({ runId, ...verdict }) => [runId, verdict as unknown as StoredVerdict]))
}
