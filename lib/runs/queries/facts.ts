// What never changes about a run once it was started, read once and kept by whoever follows it.

import type { Tx } from '#lib/db/client.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'

const select = {
  id: true,
  number: true,
  projectId: true,
  planId: true,
  revisionId: true,
  scenario: true,
  environment: true,
  title: true,
  versionUnderTest: true,
  startedBy: true,
  state: true,
  endReason: true,
  endMessage: true,
  stopRequested: true,
  createdAt: true,
  startedAt: true,
  endedAt: true,
  finestFrom: true,
  tidiedAt: true,
  loadChanges: true,
} as const

export type RunRow = Awaited<ReturnType<typeof findRunRow>> & object

export interface RunFacts {
  run: RunRow
  /** As it was frozen when the run was started. */
  plan: CompiledPlan
}

/** The row as it is now; null when there is no such run. Authorize before showing it. */
export function findRunRow(tx: Tx, runId: string) {
  return tx.run.findUnique({ where: { id: runId }, select })
}

export async function findRunFacts(tx: Tx, runId: string): Promise<RunFacts | null> {
  const found = await tx.run.findUnique({
    where: { id: runId },
    select: { ...select, revision: { select: { compiled: true } } },
  })
  if (!found) return null
  const { revision, ...run } = found
  return { run, plan: revision.compiled as unknown as CompiledPlan }
}

/** Of many runs at once; what they share of a plan is read once. Those that are not there are left out. */
export async function listRunFacts(tx: Tx, runIds: readonly string[]): Promise<RunFacts[]> {
  const runs = await tx.run.findMany({ where: { id: { in: [...runIds] } }, select })
  const revisions = await tx.planRevision.findMany({
    where: { id: { in: [...new Set(runs.map(({ revisionId }) => revisionId))] } },
    select: { id: true, compiled: true },
  })
  const plans = new Map(revisions.map(({ id, compiled }) => [id, compiled as unknown as CompiledPlan]))
  return runs.flatMap((run) => {
    const plan = plans.get(run.revisionId)
    return plan ? [{ run, plan }] : []
  })
}
