// What a plan says in sentences, each with its place.

import type { PlanDraft, ScenarioDraft } from '../document/plan.ts'

export interface Written {
  place: string
  text: string
}

function list(place: string, texts: readonly string[] | undefined): Written[] {
  return (texts ?? []).map((text, index) => ({ place: `${place}.${index}`, text }))
}

function one(place: string, text: string | undefined): Written[] {
  return text?.trim() ? [{ place, text }] : []
}

export function textsOfScenario(scenario: ScenarioDraft): Written[] {
  const place = `scenarios.${scenario.key}`
  return [
    ...one(`${place}.objective`, scenario.objective),
    ...list(`${place}.steps`, scenario.steps),
    ...list(`${place}.expected`, scenario.expected),
    ...list(`${place}.evidence`, scenario.evidence),
  ]
}

/** Demands: what must hold at the end. */
export function demandsOf(draft: PlanDraft): Written[] {
  return [
    ...list('goals', draft.goals),
    ...list('objectives', draft.objectives),
    ...(draft.acceptance ?? []).flatMap(({ key, requirement }) => one(`acceptance.${key}.requirement`, requirement)),
    ...(draft.strategy ?? []).flatMap(({ success }, index) => one(`strategy.${index}.success`, success)),
    ...(draft.scenarios ?? []).flatMap((scenario) => [
      ...list(`scenarios.${scenario.key}.expected`, scenario.expected),
      ...list(`scenarios.${scenario.key}.evidence`, scenario.evidence),
    ]),
    ...(draft.checklists?.after ?? []).flatMap(({ key, text }) => one(`checklists.after.${key}.text`, text)),
  ]
}

/** Free sections and summary. */
export function proseOf(draft: PlanDraft): Written[] {
  return [
    ...one('summary', draft.summary),
    ...Object.entries(draft.notes ?? {}).flatMap(([name, text]) => one(`notes.${name}`, text)),
  ]
}
