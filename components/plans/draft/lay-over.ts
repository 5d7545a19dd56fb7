import { replaceEqualDeep } from '@tanstack/react-query'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { applyOperations, type DraftOperation } from '#lib/plans/merge.ts'

interface LaidOver {
  draft: PlanDraft
  refused: { operation: DraftOperation; message: string }[]
}

/** Edits over a draft. What did not change since `previous` stays the same object, so that React need not look at it again. */
export function layOver(
  server: PlanDraft,
  operations: readonly DraftOperation[],
  previous: PlanDraft = server,
): LaidOver {
  const whole = applyOperations(server, operations)
  if (whole.ok) return { draft: replaceEqualDeep(previous, whole.draft) as PlanDraft, refused: [] }
  const refused: LaidOver['refused'] = []
  let draft = server
  for (const operation of operations) {
    const applied = applyOperations(draft, [operation])
    if (applied.ok) draft = applied.draft
    else refused.push({ operation, message: `${applied.problem.path}: ${applied.problem.message}` })
  }
  return { draft: replaceEqualDeep(previous, draft) as PlanDraft, refused }
}
