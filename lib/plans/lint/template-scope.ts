// Where an operation is sent, and what was extracted by then.

import type { PlanDraft, ScenarioDraft } from '../document/plan.ts'

export interface Sending {
  /** As a person calls it: `setup`, or the key of a scenario. */
  where: string
  place: string
  extracted: Set<string>
  /** Nothing sends it; it knows whatever the plan extracts. */
  isUnused: boolean
}

export function sendingsOf(draft: PlanDraft, operation: string): Sending[] {
  const extractedBy = (keys: Iterable<string>) => new Set([...keys].flatMap((key) => extractsOf(draft, key)))
  const setup = onceKeys(draft.setup)
  const login = draft.auth?.login?.trim()
  const before = [...setup, ...(login ? [login] : [])]
  const sendings: Sending[] = []
  const add = (where: string, place: string, keys: Iterable<string>) =>
    sendings.push({ where, place, extracted: extractedBy(keys), isUnused: false })
  setup.forEach((key, index) => {
    if (key === operation) add('setup', `setup.${index}`, setup.slice(0, index))
  })
  if (login === operation) add('auth', 'auth.login', setup)
  for (const scenario of draft.scenarios ?? []) {
    const sent = operationsOf(draft, scenario)
    if (sent.has(operation)) add(scenario.key, `scenarios.${scenario.key}.mix`, [...before, ...sent])
  }
  const everything = (draft.operations ?? []).map(({ key }) => key)
  if (onceKeys(draft.teardown).includes(operation)) add('teardown', 'teardown', everything)
  if (sendings.length > 0) return sendings
  return [{ where: 'the plan', place: 'operations', extracted: extractedBy(everything), isUnused: true }]
}

function extractsOf(draft: PlanDraft, key: string): string[] {
  return Object.keys(draft.operations?.find((operation) => operation.key === key)?.extract ?? {})
}

function onceKeys(steps: PlanDraft['setup']): string[] {
  return (steps ?? []).map((step) => (typeof step === 'string' ? step : (step.operation ?? '')).trim())
}

function operationsOf(draft: PlanDraft, scenario: ScenarioDraft): Set<string> {
  const keys = (scenario.mix ?? []).flatMap((item) => {
    const steps = draft.flows?.find((flow) => flow.key === item.flow?.trim())?.steps ?? []
    return [
      item.operation?.trim() ?? '',
      ...steps.filter((step) => typeof step === 'string').map((step) => step.trim()),
    ]
  })
  return new Set(keys)
}
