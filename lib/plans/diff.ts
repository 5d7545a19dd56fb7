// What changed between two drafts: as fields for people to read, and as operations that turn one into the other.

import type { PlanDraft } from './document/plan.ts'
import { definedKeys, isKeyedList, isObject, sameValue } from './draft-path.ts'
import type { DraftOperation } from './merge.ts'

export interface FieldChange {
  path: string[]
  /** undefined where the field is new. */
  before: unknown
  /** undefined where it was removed. */
  after: unknown
}

/** Every changed field by its path; items of keyed lists are matched by key, other lists compared as a whole. */
export function diffDrafts(before: PlanDraft, after: PlanDraft): FieldChange[] {
  return diffValues(before, after, [])
}

function diffValues(before: unknown, after: unknown, path: string[]): FieldChange[] {
  if (sameValue(before, after)) return []
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...definedKeys(before), ...definedKeys(after)])]
    return names.flatMap((name) => diffValues(before[name], after[name], [...path, name]))
  }
  if (isMatchable(before, after)) return diffKeyed(before, after, path)
  return [{ path, before, after }]
}

type Keyed = { key: string }[]

function isMatchable(before: unknown, after: unknown): boolean {
  return isKeyedList(before) && isKeyedList(after) && hasUniqueKeys(before) && hasUniqueKeys(after)
}

function hasUniqueKeys(list: Record<string, unknown>[]): boolean {
  return new Set(list.map((item) => item.key)).size === list.length
}

function diffKeyed(before: unknown, after: unknown, path: string[]): FieldChange[] {
  const [old, now] = [before as Keyed, after as Keyed]
  const keys = [...new Set([...old, ...now].map((item) => item.key))]
  const find = (list: Keyed, key: string) => list.find((item) => item.key === key)
  const changes = keys.flatMap((key) => diffValues(find(old, key), find(now, key), [...path, key]))
  if (changes.length > 0) return changes
  return [{ path: [...path, '@order'], before: old.map((item) => item.key), after: now.map((item) => item.key) }]
}

/** Operations that turn `before` into `after`; applied to `before` they give exactly `after`. */
export function operationsBetween(before: PlanDraft, after: PlanDraft): DraftOperation[] {
  return operationsFor(before, after, [])
}

function operationsFor(before: unknown, after: unknown, path: string[]): DraftOperation[] {
  if (sameValue(before, after)) return []
  if (isJsonBody(path) || isNullBody(after, path)) return [{ op: 'set', path, value: after }]
  if (isObject(before) && isObject(after)) {
    const removed = definedKeys(before).filter((name) => after[name] === undefined)
    return [
      ...removed.map((name): DraftOperation => ({ op: 'remove', path: [...path, name] })),
      ...definedKeys(after).flatMap((name) => operationsFor(before[name], after[name], [...path, name])),
    ]
  }
  if (isMatchable(before, after) && (before as Keyed).length > 0)
    return keyedOperations(before as Keyed, after as Keyed, path)
  return [{ op: 'set', path, value: after }]
}

/** JSON bodies are set as a whole: their lists and nulls are data, not structure. */
function isJsonBody(path: string[]): boolean {
  return path.at(-1) === 'json' && path.at(-2) === 'body'
}

/** `{ json: null }`: setting the null itself would remove it. */
function isNullBody(value: unknown, path: string[]): boolean {
  return path.at(-1) === 'body' && isObject(value) && value.json === null
}

function keyedOperations(before: Keyed, after: Keyed, path: string[]): DraftOperation[] {
  const order = before.map((item) => item.key)
  const wanted = after.map((item) => item.key)
  const operations: DraftOperation[] = []
  for (const key of order.filter((key) => !wanted.includes(key))) {
    operations.push({ op: 'remove', path: [...path, key] })
    order.splice(order.indexOf(key), 1)
  }
  // From the last to the first, so that the item each one goes before already stands in its place.
  for (let index = wanted.length - 1; index >= 0; index--) {
    const key = wanted[index] ?? ''
    const next = wanted[index + 1] ?? null
    const old = before.find((item) => item.key === key)
    if (!old) operations.push({ op: 'insert', path, value: after[index] as object, before: next })
    else operations.push(...operationsFor(old, after[index], [...path, key]))
    operations.push(...placed(order, key, next, path))
  }
  return operations
}

/** Moves `key` in front of `next` in the order kept here, and tells it when that changed anything. */
function placed(order: string[], key: string, next: string | null, path: string[]): DraftOperation[] {
  const at = order.indexOf(key)
  const target = next === null ? order.length : order.indexOf(next)
  if (at >= 0 && at + 1 === target) return []
  if (at >= 0) order.splice(at, 1)
  order.splice(next === null ? order.length : order.indexOf(next), 0, key)
  return at >= 0 ? [{ op: 'move', path: [...path, key], before: next }] : []
}
