import type { PlanDraft } from '../document/plan.ts'

/** What somebody wants to know of a template before choosing it. */
export interface TemplateContents {
  scenarios: { key: string; name: string; type: string }[]
  operations: number
  /** Rows of SLAs, limits of resources, acceptance and criteria of scenarios. */
  objectives: number
}

export function templateContents(draft: PlanDraft): TemplateContents {
  const scenarios = draft.scenarios ?? []
  const lists = [draft.slas, draft.resources, draft.acceptance, ...scenarios.map(({ criteria }) => criteria)]
  return {
    scenarios: scenarios.map(({ key, name, type }) => ({ key, name: name || key, type: type ?? '' })),
    operations: draft.operations?.length ?? 0,
    objectives: lists.reduce((sum, list) => sum + (list?.length ?? 0), 0),
  }
}
