// A `{{ name }}` that nothing gives a value. What a run sends must be known wherever it is sent: extracted by the operations sent along
// with it or by setup, a variable, a listed secret, a column of a data set. An error where a run would fail, else a warning.

import { columnsOf, namesOfDataset } from '../dataset-columns.ts'
import type { OperationDraft, PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { nearestWord } from '../nearest.ts'
import { BUILT_IN_NAMES, TEMPLATE_FUNCTIONS } from '../template-text.ts'
import type { LintRule } from './rule.ts'
import { namesUsed, type UsedName } from './template-names.ts'
import { type Sending, Sendings } from './template-scope.ts'

export const unknownName: LintRule = {
  name: 'unknown-name',
  check(draft) {
    const given = new GivenNames(draft)
    const sendings = new Sendings(draft)
    return (draft.operations ?? []).flatMap((operation) => {
      const sent = sendings.of(operation.key)
      return namesUsed(operation).flatMap((used) => given.findingFor(operation, used, sent) ?? [])
    })
  },
}

class GivenNames {
  readonly #everywhere: Set<string>
  readonly #operations: OperationDraft[]
  /** A file whose columns the plan does not tell may hold any name. */
  readonly #hasOpenColumns: boolean

  constructor(draft: PlanDraft) {
    const environments = draft.environments ?? []
    const datasets = draft.testData?.datasets ?? []
    this.#operations = draft.operations ?? []
    this.#hasOpenColumns = datasets.some((dataset) => columnsOf(dataset) === null)
    this.#everywhere = new Set([
      ...BUILT_IN_NAMES,
      ...TEMPLATE_FUNCTIONS,
      ...environments.flatMap((environment) => Object.keys(environment.variables ?? {})),
      ...environments.flatMap((environment) => (environment.secrets ?? []).map((name) => `secret.${name.trim()}`)),
      ...datasets.flatMap(namesOfDataset),
    ])
  }

  findingFor(operation: OperationDraft, used: UsedName, sendings: Sending[]): Finding | null {
    const { name, place } = used
    if (used.problem) return finding('error', used.problem, [place], 'Write a name, for example {{ orderId }}')
    if (name === 'payload' && !operation.payload?.trim()) {
      return finding('error', '{{ payload }} needs a payload class', [place], 'Write, for example, payload: medium')
    }
    const own = place.endsWith('.poll.path') ? Object.keys(operation.extract ?? {}) : []
    if (this.#everywhere.has(name) || own.includes(name)) return null
    const missing = sendings.find((sending) => !sending.extracted.has(name))
    if (!missing) return null
    const isOpen = this.#hasOpenColumns && !name.startsWith('secret.') && !used.isCall
    return this.#elsewhere(operation, used, missing, isOpen) ?? this.#nowhere(used, missing, isOpen)
  }

  /** Some operation extracts it, but not where it is needed. */
  #elsewhere({ key }: OperationDraft, { name, place }: UsedName, missing: Sending, isOpen: boolean): Finding | null {
    const source = this.#operations.find((operation) => operation.extract && name in operation.extract)
    if (!source || missing.isUnused) return null
    return finding(
      isOpen ? 'warning' : 'error',
      `{{ ${name} }} is extracted by ${source.key}, which is not sent where ${missing.where} sends ${key}`,
      [place, missing.place],
      `Add ${source.key} to ${missing.where}, put both into a flow, or run ${source.key} in setup`,
    )
  }

  #nowhere({ name, place, isCall }: UsedName, missing: Sending, isOpen: boolean): Finding | null {
    const known = isCall ? [...TEMPLATE_FUNCTIONS] : [...this.#everywhere, ...missing.extracted]
    const near = nearestWord(name, known)
    if (isOpen && !near) return null
    const what = isCall
      ? `There is no function ${name}`
      : name.startsWith('secret.')
        ? `The secret ${name.slice('secret.'.length)} is listed in no environment`
        : `Nothing gives {{ ${name} }} a value`
    return finding(
      missing.isUnused || isOpen ? 'warning' : 'error',
      near ? `${what}; did you mean "${near}"?` : what,
      [place, missing.place],
      near ? `Write {{ ${near} }}` : remedy(name, isCall),
    )
  }
}

function remedy(name: string, isCall: boolean): string {
  if (isCall) return `Write one of ${TEMPLATE_FUNCTIONS.join(', ')}`
  if (name.startsWith('secret.')) return `Write secrets: [${name.slice('secret.'.length)}] in the environment`
  return `Extract it in an operation before, for example extract: { ${name}: "body $.id" }, or write it under variables of the environment`
}

function finding(severity: Finding['severity'], message: string, places: string[], fix: string): Finding {
  return { rule: 'unknown-name', severity, message, places, fix }
}
