import type { PlanDraft } from '../document/plan.ts'

/** A plan with nothing but its name: the page says what to fill in first. */
export function blankPlan(name: string): PlanDraft {
  return { headroom: '1', name }
}
