// Edits of a draft as operations on paths, so that two people in different places both keep their work.
// Pure: the draft given is never changed. After applying, the result must still pass `planDraftSchema`.

import type { PlanDraft } from './document/plan.ts'
import type { DraftOperation } from './draft-operation.ts'
import {
  type DraftPath,
  indexIn,
  isKeyedList,
  isObject,
  isSafePath,
  overlaps,
  sameValue,
  valueAt,
} from './draft-path.ts'

export type { DraftOperation } from './draft-operation.ts'

export type Applied = { ok: true; draft: PlanDraft } | { ok: false; problem: { path: string; message: string } }

class Refusal extends Error {
  readonly path: DraftPath
  constructor(path: DraftPath, message: string) {
    super(message)
    this.path = path
  }
}

/** Applies operations in order to a copy. Fails on a path that leads nowhere or a key that is taken, naming it. */
export function applyOperations(draft: PlanDraft, operations: readonly DraftOperation[]): Applied {
  const copy = structuredClone(draft)
  try {
    for (const operation of operations) applyOne(copy, operation)
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: { path: error.path.join('.'), message: error.message } }
    throw error
  }
  return { ok: true, draft: copy }
}

function applyOne(draft: PlanDraft, operation: DraftOperation): void {
  const { path } = operation
  if (!isSafePath(path)) throw new Refusal(path, 'This path cannot be edited')
  if (operation.op === 'set') return set(draft, path, operation.value)
  if (operation.op === 'insert') return insert(draft, path, operation.value, operation.before ?? null)
  if (operation.op === 'remove') return remove(draft, path)
  return move(draft, path, operation.before)
}

function set(draft: PlanDraft, path: DraftPath, value: unknown): void {
  const absent = value === undefined || value === null
  // JSON bodies may hold null as a value; everywhere else it means "no value".
  if (absent && !(value === null && isInsideJson(path))) return remove(draft, path, true)
  const parent = parentOf(draft, path, true)
  const name = path.at(-1) ?? ''
  if (Array.isArray(parent)) parent[existingIndex(parent, path)] = structuredClone(value)
  else parent[name] = structuredClone(value)
}

function insert(draft: PlanDraft, path: DraftPath, value: unknown, before: string | null): void {
  const parent = parentOf(draft, path, true)
  const name = path.at(-1) ?? ''
  const list = Array.isArray(parent) ? parent[existingIndex(parent, path)] : (parent[name] ??= [])
  if (!Array.isArray(list)) throw new Refusal(path, 'This is not a list; set it in place of inserting into it')
  const key = isObject(value) && typeof value.key === 'string' ? value.key : null
  if (key !== null && isKeyedList(list)) {
    const taken = list.find((item) => item.key === key)
    if (taken && sameValue(taken, value)) return
    if (taken) throw new Refusal([...path, key], `The key "${key}" is already used in this list; choose another`)
  }
  const at = before === null ? -1 : indexIn(list, before)
  list.splice(at < 0 ? list.length : at, 0, structuredClone(value))
}

function remove(draft: PlanDraft, path: DraftPath, mayBeAbsent = true): void {
  const parent = mayBeAbsent ? valueAt(draft, path.slice(0, -1)) : parentOf(draft, path, false)
  if (Array.isArray(parent)) {
    const index = indexIn(parent, path.at(-1) ?? '')
    if (index >= 0) parent.splice(index, 1)
  } else if (isObject(parent)) delete parent[path.at(-1) ?? '']
}

function move(draft: PlanDraft, path: DraftPath, before: string | null): void {
  const parent = parentOf(draft, path, false)
  if (!Array.isArray(parent)) throw new Refusal(path, 'Only items of a list can be moved')
  if (before === path.at(-1)) return
  const target = before === null ? null : parent[indexIn(parent, before)]
  const [item] = parent.splice(existingIndex(parent, path), 1)
  const at = target ? parent.indexOf(target) : -1
  parent.splice(at < 0 ? parent.length : at, 0, item)
}

type Container = Record<string, unknown> | unknown[]

/** What holds the last segment. With `create`, missing objects on the way are made. */
function parentOf(draft: PlanDraft, path: DraftPath, create: boolean): Container {
  let value: unknown = draft
  path.slice(0, -1).forEach((segment, depth) => {
    const here = path.slice(0, depth + 1)
    if (Array.isArray(value)) value = value[existingIndex(value, here)]
    else if (isObject(value)) {
      if (value[segment] === undefined && create) value[segment] = {}
      value = value[segment]
    }
    if (!isObject(value) && !Array.isArray(value))
      throw new Refusal(here, 'There is nothing here to edit; it may have been removed')
  })
  return value as Container
}

function existingIndex(list: unknown[], path: DraftPath): number {
  const index = indexIn(list, path.at(-1) ?? '')
  if (index < 0) throw new Refusal(path, `There is no "${path.at(-1)}" in this list; it may have been removed`)
  return index
}

function isInsideJson(path: DraftPath): boolean {
  const at = path.indexOf('json')
  return at >= 0 && path[at - 1] === 'body' && path.length > at + 1
}

/** The fields edits change, as paths; the draft tells keyed lists from others, in which positions shift and the whole list counts. */
export function touchedPaths(draft: PlanDraft, operations: readonly DraftOperation[]): string[][] {
  const touched = operations.map((operation) => touchedPath(draft, operation))
  return touched.filter((path, index) => touched.findIndex((other) => sameValue(other, path)) === index)
}

const ORDER = '@order'

function touchedPath(draft: PlanDraft, operation: DraftOperation): string[] {
  const path = [...operation.path]
  const whole = plainListAbove(draft, operation.op === 'insert' ? [...path, ''] : path)
  if (whole && operation.op !== 'set') return whole
  if (operation.op === 'insert') {
    const key = isObject(operation.value) ? operation.value.key : undefined
    return typeof key === 'string' ? [...path, key] : path
  }
  return operation.op === 'move' ? [...path.slice(0, -1), ORDER] : path
}

/** The list at the end of the path's parent when its items have no keys, else null. */
function plainListAbove(draft: PlanDraft, path: DraftPath): string[] | null {
  const parent = path.slice(0, -1)
  const list = valueAt(draft, parent)
  return Array.isArray(list) && !isKeyedList(list) ? parent : null
}

export interface Conflict {
  path: string[]
  /** Value asked for, undefined to remove. */
  yours: unknown
  /** Value there now. */
  theirs: unknown
}

/**
 * Edits that meet a change made since their base version: the same field, or one inside the other, with another value.
 * `theirs` are the paths touched since the base version, `current` the draft as it is now.
 */
export function conflicts(
  current: PlanDraft,
  operations: readonly DraftOperation[],
  theirs: readonly DraftPath[],
): Conflict[] {
  const found: Conflict[] = []
  for (const operation of operations) {
    const path = touchedPath(current, operation)
    if (path.at(-1) === ORDER || !theirs.some((other) => overlaps(path, other))) continue
    const yours = operation.op === 'set' || operation.op === 'insert' ? (operation.value ?? undefined) : undefined
    const now = valueAt(current, path)
    if (!sameValue(yours, now)) found.push({ path, yours, theirs: now })
  }
  return found
}
