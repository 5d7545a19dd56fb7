// A key gets another name: everything in the plan that speaks of it follows.

import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { isKeyedList, isObject } from '#lib/plans/draft-path.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'

/** Fields whose text is the key of an item of the list. */
const NAMING: Record<string, readonly string[]> = {
  operations: ['operation', 'probe', 'login', 'readBack'],
  flows: ['flow'],
  scenarios: ['scenario'],
  environments: ['environment'],
  datasets: ['dataset'],
  payloads: ['payload'],
}
/** Lists of keys. */
const LISTING: Record<string, readonly string[]> = { operations: ['steps', 'setup', 'teardown', 'operations'] }
const SENTENCES = new Set(['criteria', 'stopWhen', 'judge', 'any', 'when', 'success', 'expect', 'criticalMetrics'])

/** The edits that make every mention of `key` of the list `list` one of `fresh`. */
export function renaming(draft: PlanDraft, list: string, key: string, fresh: string): DraftOperation[] {
  const edits: DraftOperation[] = []
  const inSentence = new RegExp(`\\((\\s*)${key}((?:\\.job)?\\s*)\\)`, 'g')
  const inBraces = new RegExp(`(\\{\\{\\s*)${key}\\.`, 'g')
  const isSpoken = list === 'operations' || list === 'flows'

  const visit = (value: unknown, path: string[], field: string): void => {
    if (typeof value === 'string') {
      const next = renamed(value, field, path.at(-1) !== field)
      if (next !== value) edits.push({ op: 'set', path, value: next })
    } else if (Array.isArray(value)) {
      const keyed = isKeyedList(value)
      value.forEach((item, index) => {
        visit(item, [...path, keyed ? String((item as { key: string }).key) : String(index)], field)
      })
    } else if (isObject(value)) {
      for (const [name, one] of Object.entries(value)) if (name !== 'key') visit(one, [...path, name], name)
    }
  }
  const renamed = (text: string, field: string, isItem: boolean): string => {
    if (text === key && (isItem ? LISTING[list] : NAMING[list])?.includes(field)) return fresh
    if (list === 'datasets') return text.replace(inBraces, `$1${fresh}.`)
    return isSpoken && SENTENCES.has(field) ? text.replace(inSentence, `($1${fresh}$2)`) : text
  }

  visit(draft, [], '')
  return edits
}
