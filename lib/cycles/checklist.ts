// Checklists of a plan in a cycle: items with their last mark, what a person must confirm, what can be proven, and the gate before the
// start: a required item that is open holds it back.

import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { ChecklistItem, ChecklistMark, ChecklistName, Checklists } from './schema.ts'

export interface Probe {
  key: string
  text: string
  ok: boolean
  finding: string
}

export type StoredMark = ChecklistMark & { list: ChecklistName; item: string }

type Bare = Pick<ChecklistItem, 'list' | 'key' | 'text' | 'required' | 'scenario'>

/** `marks` oldest first: a later one supersedes those before. */
export function checklistsOf(
  { draft, plan }: { draft: PlanDraft; plan: CompiledPlan },
  marks: readonly StoredMark[],
  probes: readonly Probe[],
): Checklists {
  const view = (items: Bare[]) => items.map((item) => withMark(item, marks))
  const before = [...probes.map((probe) => probeItem(probe, marks)), ...view(planned(draft, 'before'))]
  const open = before.filter((item) => item.required && item.isOpen).map(({ key, text }) => ({ key, text }))
  return {
    before,
    during: view(planned(draft, 'during')),
    after: view(planned(draft, 'after')),
    success: view(successItems(draft, plan)),
    gate: { isOpen: open.length === 0, open },
  }
}

/** What is to be watched during a run; `marks` oldest first. */
export function duringItems(draft: PlanDraft, marks: readonly StoredMark[]): ChecklistItem[] {
  return planned(draft, 'during').map((item) => withMark(item, marks))
}

function planned(draft: PlanDraft, list: 'before' | 'during' | 'after'): Bare[] {
  return (draft.checklists?.[list] ?? []).map(({ key, text, gate }) => ({
    ...{ list, key, scenario: null },
    text: text?.trim() || key,
    required: list === 'before' && gate === true,
  }))
}

/** What no number shows, e.g. "Test data restored afterwards": the `evidence` of scenarios, of their phases and of drills, each once. */
export function successItems(draft: PlanDraft, plan: Pick<CompiledPlan, 'scenarios'>): Bare[] {
  const isKnown = (scenario: string | undefined) => plan.scenarios.some(({ key }) => key === scenario)
  const ofScenarios = (draft.scenarios ?? [])
    .filter(({ key }) => isKnown(key))
    .flatMap(({ key, evidence, phases = [] }) => [
      ...sentences(evidence, { scenario: key, under: key }),
      ...phases.flatMap((phase) =>
        sentences(phase.evidence, { scenario: key, under: `${key}/${phase.key}`, name: phase.name || phase.key }),
      ),
    ])
  const ofDrills = (draft.drills ?? []).flatMap(({ key, name, scenario, evidence }) =>
    sentences(evidence, {
      scenario: isKnown(scenario) ? (scenario ?? null) : null,
      ...{ under: `drill/${key}`, name: name || key },
    }),
  )
  return [...new Map([...ofScenarios, ...ofDrills].map((item) => [item.key, item])).values()]
}

function sentences(
  evidence: readonly string[] | undefined,
  { scenario, under, name }: { scenario: string | null; under: string; name?: string },
): Bare[] {
  return (evidence ?? [])
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({
      ...{ list: 'success' as const, key: `${under}/${slug(text)}`, required: false, scenario },
      text: name ? `${name}: ${text}` : text,
    }))
}

const LONGEST_SLUG = 120

/** Of the words, so that reordering the list moves no mark to another sentence. */
function slug(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return words.length <= LONGEST_SLUG ? words : `${words.slice(0, LONGEST_SLUG - 8)}-${fingerprint(words)}`
}

/** FNV-1a: long sentences may begin alike. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36)
}

const lastMark = (marks: readonly StoredMark[], list: string, item: string): ChecklistMark | null => {
  const found = marks.findLast((mark) => mark.list === list && mark.item === item)
  if (!found) return null
  const { list: _list, item: _item, ...mark } = found
  return mark
}

function withMark(item: Bare, marks: readonly StoredMark[]): ChecklistItem {
  const mark = lastMark(marks, item.list, item.key)
  return { ...item, kind: 'person', finding: null, mark, isOpen: !mark || mark.state === 'open' }
}

/** What is proven needs no tick, and what is refuted none can replace but an override. */
function probeItem({ key, text, ok, finding }: Probe, marks: readonly StoredMark[]): ChecklistItem {
  const mark = lastMark(marks, 'before', key)
  const isOverridden = mark?.state === 'overridden'
  return {
    ...{ list: 'before', key, text, required: true, scenario: null, kind: 'probe', finding, mark },
    isOpen: !ok && !isOverridden,
  }
}

/** Why the start is held back; null when nothing does. */
export function gateProblem({ gate }: Checklists): string | null {
  if (gate.isOpen) return null
  const [first, ...rest] = gate.open
  const more = rest.length > 0 ? ` And ${rest.length} more: ${rest.map(({ text }) => text).join('; ')}.` : ''
  return `The checklist before the start has an open item: ${first?.text}.${more} Tick it in the cycle; a lead may override it with a reason.`
}
