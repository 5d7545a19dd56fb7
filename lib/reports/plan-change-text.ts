import { changeWords } from '#lib/plans/change-words.ts'
import { diffDrafts } from '#lib/plans/diff.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'

const NAMED = 3

/** What a plan says otherwise than before: "Objectives, create-p95, target: 300ms, now 250ms. And 2 more places." */
export function sayPlanChanges(before: PlanDraft, after: PlanDraft): string {
  const said = diffDrafts(before, after).map(({ path, before: was, after: is }) =>
    sayChange(changeWords({ path: path.join('.'), before: was, after: is })),
  )
  const rest = said.length - NAMED
  const more = rest > 0 ? ` And ${rest === 1 ? '1 more place' : `${rest} more places`}.` : ''
  return `${said.slice(0, NAMED).join('; ')}.${more}`
}

function sayChange({ place, kind, before, after }: ReturnType<typeof changeWords>): string {
  if (kind === 'changed') return `${place}: ${before}, now ${after}`
  return kind === 'moved' ? `${place}: in another order` : `${place}: ${kind}`
}
