import type { Ctx } from '#lib/access/actor.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Preflight } from '#lib/runs/preflight-schema.ts'
import { getPreflight } from '#lib/runs/queries/preflight.ts'
import { readChecklists } from './checklists.ts'
import { authorizeCycle, readCycleFacts } from './facts.ts'

/** Of the revision the cycle is on, with what its checklist leaves open. */
export async function cyclePreflight(
  ctx: Ctx,
  input: { cycle: string; planId: string; scenario: string; environment?: string | undefined },
): Promise<Preflight> {
  await authorizeCycle(ctx, input.cycle, 'cycle.view')
  const facts = await readCycleFacts(ctx.db, input.cycle)
  if (facts.cycle.planId !== input.planId) throw new AppError('not_found', 'The plan has no such cycle.')
  const { gate } = await readChecklists(ctx.db, facts)
  const open = gate.open.map(({ text }) => ({
    code: 'checklist-open',
    message: `The checklist before the start has an open item: ${text}.`,
  }))
  return getPreflight(ctx, {
    ...{ planId: input.planId, scenario: input.scenario, revisionId: facts.revision.id, further: open },
    environment: input.environment ?? facts.cycle.environment,
  })
}
