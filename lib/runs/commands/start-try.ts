// Asking for a try of one operation. Only what is sent has to be in order.

import type { Ctx } from '#lib/access/actor.ts'
import { AppError } from '#lib/core/errors.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { TryOrder } from '../target-job.ts'
import { draftOfTrial, planOfTrial, TRY_SCENARIO } from '../trial.ts'
import type { StartTry } from '../try-schema.ts'
import { nameOf, requestTargetJob, unknownPart } from './request-target-job.ts'

/** Throws `precondition_failed` with everything that stands in the way. */
export function startTry(ctx: Ctx, input: StartTry): Promise<{ id: string }> {
  return requestTargetJob(ctx, {
    ...{ kind: 'try', planId: input.id, scenario: TRY_SCENARIO },
    orderOf: (draft) => orderOf(draft, input),
  })
}

function orderOf(draft: PlanDraft, { id: planId, operation: key, environment }: StartTry): TryOrder {
  const { environments = [], operations = [] } = draft
  if (!operations.some((one) => one.key === key)) throw unknownPart('operation', key, operations)
  if (!environments.some((one) => environment === undefined || one.key === environment))
    throw unknownPart('environment', environment ?? '', environments)
  const compiled = compilePlan(draftOfTrial(draft, key, environment))
  if (!compiled.ok) {
    const message = compiled.findings.map((one) => `${one.places[0] ?? 'plan'}: ${one.message}.`)
    throw new AppError('precondition_failed', message.join(' '))
  }
  const plan = planOfTrial(compiled.plan, key)
  const [operation] = compiled.plan.operations.filter((one) => one.key === key)
  const [chosen] = compiled.plan.environments
  if (!plan || !operation || !chosen) throw unknownPart('operation', key, operations)
  return { planId, operation: nameOf(operation), environment: nameOf(chosen), plan }
}
