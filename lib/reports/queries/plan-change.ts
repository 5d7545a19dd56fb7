import { isDeepStrictEqual } from 'node:util'
import type { CycleFacts } from '#lib/cycles/facts.ts'
import type { Tx } from '#lib/db/client.ts'
import type { CycleView } from '../cycle-view-schema.ts'

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
  const text = `The plan has changed since revision ${revision.number}.${latest}`
  return { latestRevision: plan.lastRevision, isDraftChanged, text }
}
