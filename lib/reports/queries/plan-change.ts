import { isDeepStrictEqual } from 'node:util'
import type { CycleFacts } from '#lib/cycles/facts.ts'
import type { Tx } from '#lib/db/client.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { CycleView } from '../cycle-view-schema.ts'
import { sayPlanChanges } from '../plan-change-text.ts'

/** "The plan has changed since r4": a later revision, or a draft that says something else. Null when neither. Authorize before calling. */
export async function readPlanChange(
  tx: Tx,
  { cycle, revision, draft }: CycleFacts,
): Promise<CycleView['planChangedSince']> {
  const plan = await tx.plan.findUniqueOrThrow({
    where: { id: cycle.planId },
    select: { draft: true, lastRevision: true },
  })
  const isDraftChanged = !isDeepStrictEqual(plan.draft, draft)
  if (!isDraftChanged) return null
  const latest = plan.lastRevision > revision.number ? ` The last frozen is revision ${plan.lastRevision}.` : ''
  const text = `${sayPlanChanges(draft, plan.draft as unknown as PlanDraft)}${latest}`
  return { latestRevision: plan.lastRevision, isDraftChanged, text }
}
