import type { PlanDraft } from '../document/plan.ts'

/** A plan with a name and nothing else. */
export function blankPlan(name: string): PlanDraft {
  return { headroom: '1', name }
}
