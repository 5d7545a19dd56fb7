// A key gets another name: everything in the plan that speaks of it follows.

import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { type DraftPath, isKeyedList, isObject } from '#lib/plans/draft-path.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'

/** How one kind of item is spoken of; `place` is where a text stands, its last segment a name or an index. */
interface Mention {
  /** Fields whose text is the key. */
  fields?: readonly string[]
  /** Lists of keys. */
  lists?: readonly string[]
  /** In sentences of the language of criteria: `p95(create-order)`, `monitor(cpu)`, `during s2`. */
  sentence?: (key: string) => RegExp
  /** In any text. */
  text?: (key: string) => RegExp
  /** Where else it could be meant; everywhere when absent. */
  isMeant?: (draft: PlanDraft, place: DraftPath) => boolean
}

const called = (words: string) => (key: string) => new RegExp(`(\\b(?:${words})\\s*\\(\\s*)${key}(\\s*[,)])`, 'g')
/** In brackets, but not behind the word of a metric that has keys of its own. */
const selected = (key: string) =>
  new RegExp(
    `((?<!\\b(?:monitor|increase|missing|custom|alert)\\s*)\\(\\s*(?:operation:|flow:)?)${key}((?:\\.job)?\\s*\\))`,
    'g',
  )

const KINDS: Record<string, Mention> = {
  operations: {
    fields: ['operation', 'probe', 'login', 'readBack'],
    lists: ['steps', 'setup', 'teardown', 'operations', 'counts'],
    sentence: selected,
  },
  flows: { fields: ['flow'], sentence: selected },
  scenarios: { fields: ['scenario'] },
  environments: { fields: ['environment'] },
  datasets: { fields: ['dataset'], text: (key) => new RegExp(`(\\{\\{\\s*)${key}(\\.)`, 'g') },
  payloads: { fields: ['payload'], sentence: (key) => new RegExp(`(\\(\\s*payload:)${key}(\\s*\\))`, 'g') },
  monitors: {
    lists: ['monitors'],
    sentence: (key) =>
      new RegExp(
        `(\\bmissing\\s*\\(\\s*|\\b(?:monitor|increase)\\s*\\(\\s*(?=${key}\\.))${key}((?:\\.[a-z0-9-]+)?\\s*[,)])`,
        'g',
      ),
  },
  'monitors metrics': { lists: ['balance'] },
  'operations metrics': { sentence: called('custom') },
  alerts: { sentence: called('alert') },
}

const SENTENCES = new Set([
  ...['criteria', 'stopWhen', 'judge', 'any', 'when', 'success', 'expect'],
  ...['criticalMetrics', 'metric', 'collect', 'current'],
])

/** The edits that make every mention of `key` of the list at `list` one of `fresh`. */
export function renaming(draft: PlanDraft, list: DraftPath, key: string, fresh: string): DraftOperation[] {
  const mention = mentionOf(list)
  if (!mention) return []
  const edits: DraftOperation[] = []
  const { fields = [], lists = [], isMeant } = mention
  const inSentence = mention.sentence?.(key)
  const inText = mention.text?.(key)

  const renamed = (text: string, field: string, isItem: boolean): string => {
    if (text === key && (isItem ? lists : fields).includes(field)) return fresh
    if (inText) return text.replace(inText, `$1${fresh}$2`)
    return inSentence && SENTENCES.has(field) ? text.replace(inSentence, `$1${fresh}$2`) : text
  }
  const visit = (value: unknown, path: string[], field: string): void => {
    if (typeof value === 'string') {
      const next = renamed(value, field, path.at(-1) !== field)
      if (next !== value && (isMeant?.(draft, path) ?? true)) edits.push({ op: 'set', path, value: next })
    } else if (Array.isArray(value)) {
      const keyed = isKeyedList(value)
      value.forEach((item, index) => {
        visit(item, [...path, keyed ? String((item as { key: string }).key) : String(index)], field)
      })
    } else if (isObject(value)) {
      for (const [name, one] of Object.entries(value)) if (name !== 'key') visit(one, [...path, name], name)
    }
  }
  visit(draft, [], '')
  return edits
}

/** `operations` stands for itself, `monitors.app.metrics` for what the monitors read. */
function mentionOf(list: DraftPath): Mention | undefined {
  const name = list.at(-1) ?? ''
  const scenario = list[0] === 'scenarios' ? list[1] : undefined
  if (scenario !== undefined && (name === 'stages' || name === 'phases')) return windowOf(scenario)
  const mention = KINDS[name === 'metrics' ? `${list[0]} metrics` : name]
  if (mention !== KINDS['monitors metrics']) return mention
  // Also with the monitor before it: `monitor(app.cpu)`.
  const sentence = (key: string) =>
    new RegExp(`(\\b(?:monitor|increase|missing)\\s*\\(\\s*(?:${list[1]}\\.)?)${key}(\\s*[,)])`, 'g')
  return { ...mention, sentence }
}

/** A stage or phase, spoken of in its own scenario, in the drills during it, and in the objectives it alone measures. */
const windowOf = (scenario: string): Mention => ({
  fields: ['during', 'at'],
  sentence: (key) => new RegExp(`(\\bduring\\s+(?:after-)?)${key}(\\b(?!-))`, 'g'),
  isMeant: ({ drills = [], slas = [] }, [part, item]) => {
    if (part === 'scenarios') return item === scenario
    const list: readonly { key: string; scenario?: string | undefined }[] =
      part === 'drills' ? drills : part === 'slas' ? slas : []
    return list.some((one) => one.key === item && one.scenario === scenario)
  },
})

/** The edits that give a contact another role in every alert that tells it. */
export function renamingRole({ alerts = [] }: PlanDraft, before: string, after: string): DraftOperation[] {
  if (before.trim() === '' || after.trim() === '') return []
  return alerts.flatMap(({ key, notify = [] }) =>
    notify.includes(before)
      ? [{ op: 'set', path: ['alerts', key, 'notify'], value: notify.map((name) => (name === before ? after : name)) }]
      : [],
  )
}
