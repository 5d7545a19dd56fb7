// What a worker needs to carry out a run: the frozen plan and how this run uses it.

import type { Tx } from '#lib/db/client.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'

export interface RunOrder {
  runId: string
  plan: CompiledPlan
  scenario: string
  environment: string
  baseUrl: string | null
  secrets: Record<string, string>
  seed: number
}

/** For the worker only: it acts for the system. Throws when the run is gone. */
export async function getRunOrder(tx: Tx, runId: string): Promise<RunOrder> {
  const run = await tx.run.findUniqueOrThrow({
    where: { id: runId },
    select: { scenario: true, environment: true, seed: true, revision: { select: { compiled: true } } },
  })
  return {
    runId,
    plan: run.revision.compiled as unknown as CompiledPlan,
    scenario: run.scenario,
    environment: run.environment,
    baseUrl: null,
    secrets: {},
    seed: run.seed,
  }
}
