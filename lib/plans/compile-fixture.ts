// A plan with the least there must be, and what comes of it, for the tests of compiling.

import type { LoadProfile } from '#lib/load/profile.ts'
import { compilePlan } from './compile.ts'
import type { CompiledPlan, CompiledScenario } from './compiled.ts'
import type { LoadDraft, OperationDraft, PlanDraft, ScenarioDraft } from './document/plan.ts'
import { parsePlanYaml } from './yaml.ts'

export function draftOf(source: string): PlanDraft {
  const parsed = parsePlanYaml(source)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.draft
}

/** Throws with every finding when the draft does not compile. */
export function planOf(draft: PlanDraft): CompiledPlan {
  const compiled = compilePlan(draft)
  if (!compiled.ok)
    throw new Error(compiled.findings.map((finding) => `${finding.places}: ${finding.message}`).join('\n'))
  return compiled.plan
}

/** What keeps a draft from compiling, as `place: message`. */
export function messages(draft: PlanDraft): string[] {
  const compiled = compilePlan(draft)
  return compiled.ok ? [] : compiled.findings.map((finding) => `${finding.places[0]}: ${finding.message}`)
}

export function small(change: Partial<PlanDraft> = {}): PlanDraft {
  return {
    name: 'Orders',
    environments: [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010/' }],
    operations: [{ key: 'read', request: { path: '/orders' } }],
    scenarios: [{ key: 'smoke', type: 'smoke', load: { users: '1', hold: '10s' }, mix: [{ operation: 'read' }] }],
    ...change,
  }
}

export const withScenario = (change: Partial<ScenarioDraft>): PlanDraft =>
  small({ scenarios: [{ key: 'a', load: { users: '1', hold: '1s' }, mix: [{ operation: 'read' }], ...change }] })

export const withLoad = (load: LoadDraft): PlanDraft => withScenario({ load })

export const withOperation = (operation: Omit<OperationDraft, 'key'>): PlanDraft =>
  small({ operations: [{ key: 'read', request: { path: '/orders' }, ...operation }] })

export const scenarioOf = (change: Partial<ScenarioDraft>): CompiledScenario =>
  planOf(withScenario(change)).scenarios[0]!

export const loadOf = (load: LoadDraft): LoadProfile => scenarioOf({ load }).load
