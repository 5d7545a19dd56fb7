// Where an operation is sent, and what was extracted by then.

import type { FlowDraft, PlanDraft, ScenarioDraft } from '../document/plan.ts'

export interface Sending {
  /** As a person calls it: `setup`, or the key of a scenario. */
  where: string
  place: string
  extracted: Set<string>
  /** Nothing sends it; it knows whatever the plan extracts. */
  isUnused: boolean
}

/** Reads a plan once and answers for each of its operations. */
export class Sendings {
  readonly #draft: PlanDraft
  readonly #extracts: Map<string, string[]>
  readonly #setup: string[]
  readonly #login: string | undefined
  readonly #scenarios: { key: string; sent: Set<string>; extracted: Set<string> }[]
  readonly #everything: Set<string>

  constructor(draft: PlanDraft) {
    this.#draft = draft
    this.#extracts = new Map((draft.operations ?? []).map(({ key, extract }) => [key, Object.keys(extract ?? {})]))
    this.#setup = onceKeys(draft.setup)
    this.#login = draft.auth?.login?.trim()
    const before = [...this.#setup, ...(this.#login ? [this.#login] : [])]
    const steps = new Map((draft.flows ?? []).map(({ key, steps }) => [key, stepKeys(steps)]))
    this.#scenarios = (draft.scenarios ?? []).map((scenario) => {
      const sent = operationsOf(steps, scenario)
      return { key: scenario.key, sent, extracted: this.#extractedBy([...before, ...sent]) }
    })
    this.#everything = this.#extractedBy(this.#extracts.keys())
  }

  of(operation: string): Sending[] {
    const sendings: Sending[] = []
    const add = (where: string, place: string, extracted: Set<string>) =>
      sendings.push({ where, place, extracted, isUnused: false })
    this.#setup.forEach((key, index) => {
      if (key === operation) add('setup', `setup.${index}`, this.#extractedBy(this.#setup.slice(0, index)))
    })
    if (this.#login === operation) add('auth', 'auth.login', this.#extractedBy(this.#setup))
    for (const { key, sent, extracted } of this.#scenarios) {
      if (sent.has(operation)) add(key, `scenarios.${key}.mix`, extracted)
    }
    if (onceKeys(this.#draft.teardown).includes(operation)) add('teardown', 'teardown', this.#everything)
    if (sendings.length > 0) return sendings
    return [{ where: 'the plan', place: 'operations', extracted: this.#everything, isUnused: true }]
  }

  #extractedBy(keys: Iterable<string>): Set<string> {
    return new Set([...keys].flatMap((key) => this.#extracts.get(key) ?? []))
  }
}

function onceKeys(steps: PlanDraft['setup']): string[] {
  return (steps ?? []).map((step) => (typeof step === 'string' ? step : (step.operation ?? '')).trim())
}

function stepKeys(steps: FlowDraft['steps']): string[] {
  return (steps ?? []).filter((step) => typeof step === 'string').map((step) => step.trim())
}

function operationsOf(steps: ReadonlyMap<string, string[]>, scenario: ScenarioDraft): Set<string> {
  return new Set(
    (scenario.mix ?? []).flatMap((item) => [
      item.operation?.trim() ?? '',
      ...(steps.get(item.flow?.trim() ?? '') ?? []),
    ]),
  )
}
