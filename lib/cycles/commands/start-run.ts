// A run of a cycle: of its revision, on its environment, for its version under test.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { startRun } from '#lib/runs/commands/start.ts'
import { runLabel } from '#lib/runs/head.ts'
import type { CycleFacts } from '../facts.ts'
import { authorizeCycle, readCycleFacts } from '../queries/facts.ts'
import { changeEvidence } from './change-evidence.ts'
import { passGate } from './gate.ts'

export interface StartCycleRun {
  cycle: string
  planId: string
  scenario: string
  environment?: string | undefined
  override?: string | undefined
}

/** One scenario alone. Throws `precondition_failed` when the gate is closed, the cycle closed, or anything stands in the way. */
export async function startCycleRun(ctx: Ctx, input: StartCycleRun): Promise<{ id: string }> {
  const { planId } = await authorizeCycle(ctx, input.cycle, 'cycle.edit')
  if (planId !== input.planId) throw new AppError('not_found', 'The plan has no such cycle.')
  const facts = await readCycleFacts(ctx.db, input.cycle)
  checkEnvironment(facts, input)
  await passGate(ctx, facts, input.override)
  return startRunOf(ctx, facts, { scenario: input.scenario, environment: input.environment })
}

/** A run elsewhere would be stale from its first moment. */
function checkEnvironment({ cycle, plan }: CycleFacts, { scenario, environment }: StartCycleRun): void {
  const own = plan.scenarios.find(({ key }) => key === scenario)?.environment
  if (environment === undefined || environment === cycle.environment || environment === own) return
  const message = `The cycle is about "${cycle.environment}": a run on "${environment}" would say nothing about it. Leave the environment out, or start the run without the cycle.`
  throw new AppError('invalid_input', message, { details: { fields: [{ path: 'environment', message }] } })
}

export interface RunOfCycle {
  scenario: string
  environment?: string | undefined
  suiteIndex?: number
  /** In the same transaction, on the locked cycle: what it throws unmakes the run. */
  within?: (tx: Tx, run: { id: string }) => Promise<void>
}

/** Authorize, and pass the gate, before calling. */
export async function startRunOf(
  ctx: Ctx,
  { cycle, revision }: CycleFacts,
  input: RunOfCycle,
): Promise<{ id: string }> {
  const { scenario, suiteIndex = null } = input
  return startRun(ctx, {
    ...{ planId: cycle.planId, scenario, revisionId: revision.id, versionUnderTest: cycle.versionUnderTest },
    environment: input.environment ?? cycle.environment,
    trigger: suiteIndex === null ? 'cycle' : 'suite',
    within: async (tx, run) => {
      const inside = { ...ctx, db: tx as Ctx['db'] }
      await changeEvidence(inside, cycle.id, async (own, locked) => {
        if (locked.revisionId !== revision.id)
          throw new AppError(
            'conflict',
            'The cycle moved to another revision at this moment. Look at it and start again.',
          )
        await input.within?.(own, run)
        await own.cycleRun.create({ data: { cycleId: cycle.id, runId: run.id, addedBy: ctx.actor.name, suiteIndex } })
        const details = { run: runLabel(run.number), scenario }
        const subject = { kind: 'cycle', id: cycle.id }
        await recordAudit(own, ctx, { verb: 'cycle.start-run', subject, projectId: cycle.projectId, details })
      })
    },
  })
}
