// The shape of a rule of the plan check. A rule reads the draft, and the compiled plan when the draft compiles.

import type { CompiledPlan } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'

export interface LintRule {
  name: string
  check(draft: PlanDraft, plan: CompiledPlan | null): Finding[]
}
