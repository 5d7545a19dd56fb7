// A changed field in words: where it is, what it was and what it is now.

import { isObject } from './draft-path.ts'
import { wordsOf } from './reading/block.ts'

export interface ChangeWords {
  /** `Objectives, create-p95, target`. */
  place: string
  kind: 'added' | 'removed' | 'changed' | 'moved'
  before: string | null
  after: string | null
}

const SECTIONS: Record<string, string> = {
  slas: 'Objectives',
  metrics: 'Current and target',
  testData: 'Test data',
  setup: 'Set-up',
  auth: 'Sign-in',
}

interface Change {
  path: string
  before?: unknown
  after?: unknown
}

export function changeWords({ path, before, after }: Change): ChangeWords {
  const segments = path.split('.')
  const isOrder = segments.at(-1) === '@order'
  const place = placeWords(isOrder ? segments.slice(0, -1) : segments)
  const [was, is] = [before ?? null, after ?? null]
  if (isOrder) return { place, kind: 'moved', before: short(was), after: short(is) }
  if (was === null) return { place, kind: 'added', before: null, after: short(is) }
  if (is === null) return { place, kind: 'removed', before: short(was), after: null }
  return { place, kind: 'changed', before: short(was), after: short(is) }
}

function placeWords(segments: readonly string[]): string {
  const [first = '', ...rest] = segments
  const section = SECTIONS[first] ?? `${first.charAt(0).toUpperCase()}${wordsOf(first.slice(1))}`
  return [
    section,
    ...rest.map((segment) => (/^\d+$/.test(segment) ? `no. ${Number(segment) + 1}` : wordsOf(segment))),
  ].join(', ')
}

const MOST = 160

/** A text as it is, a list by its items, an item by its name. */
function short(value: unknown): string {
  const text = spoken(value)
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text
}

function spoken(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(spoken).join('; ')
  if (!isObject(value)) return value === true ? 'yes' : value === false ? 'no' : String(value)
  const name = value.name ?? value.label ?? value.text ?? value.risk ?? value.requirement ?? value.key
  if (typeof name === 'string' && name !== '') return name
  return Object.entries(value)
    .map(([field, one]) => `${wordsOf(field)} ${spoken(one)}`)
    .join(', ')
}
