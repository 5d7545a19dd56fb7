// The shape of a rule of the plan check. A rule reads the draft, and the compiled plan when the draft compiles.

import type { CompiledPlan } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'

export interface LintRule {
  name: string
  check(draft: PlanDraft, plan: CompiledPlan | null, around: LintSurroundings): Finding[]
}

/** What is known beside the document; null where nobody asked. */
export interface LintSurroundings {
  /** Names of the secrets that have a value, by environment. */
  storedSecrets: ReadonlyMap<string, ReadonlySet<string>> | null
  /** Rows of the uploaded files, by their name. */
  fileRows: ReadonlyMap<string, number> | null
}

export const ALONE: LintSurroundings = Object.freeze({ storedSecrets: null, fileRows: null })

/** A finding that does not block a run. */
export function warning(
  rule: string,
  places: [string, string],
  { message, arithmetic, fix }: { message: string; arithmetic?: string; fix: string },
): Finding {
  return { rule, severity: 'warning', message, places, ...(arithmetic ? { arithmetic } : {}), fix }
}
