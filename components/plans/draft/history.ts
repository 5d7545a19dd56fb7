// What was edited in this window, so that it can be taken back and done again. A step holds the edits that lead back, worked out
// when it was made: what others changed elsewhere since then stays.

import { operationsBetween } from '#lib/plans/diff.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { type DraftPath, isKeyedList, isObject, sameValue, valueAt } from '#lib/plans/draft-path.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'

export interface Step {
  back: DraftOperation[]
  /** The field that is being typed in, else null. */
  field: readonly string[] | null
  atMs: number
}

const MOST = 200
/** Letters typed in one field within this pause are one step. */
const PAUSE_MS = 1500

export class History {
  #steps: Step[] = []
  #undone: Step[] = []

  get canUndo(): boolean {
    return this.#steps.length > 0
  }

  /** `joins`: made together with the step before, by one act of a person. */
  record(before: PlanDraft, after: PlanDraft, edits: readonly DraftOperation[], atMs: number, joins: boolean): void {
    const back = wayBack(before, after, edits)
    if (back.length === 0) return
    this.#undone = []
    const only = edits.length === 1 ? edits[0] : undefined
    const field = only?.op === 'set' ? only.path : null
    const last = this.#steps.at(-1)
    const isTyping = last?.field && field && sameValue(last.field, field) && atMs - last.atMs < PAUSE_MS
    if (last && isTyping) last.atMs = atMs
    else if (last && joins) last.back = [...back, ...last.back]
    else this.#steps = [...this.#steps, { back, field, atMs }].slice(-MOST)
  }

  takeBack(): Step | undefined {
    return this.#steps.pop()
  }

  takeForth(): Step | undefined {
    return this.#undone.pop()
  }

  /** After a step was taken back, or done again: the way in the other direction. */
  keep(before: PlanDraft, after: PlanDraft, direction: 'back' | 'forth', atMs: number): void {
    const back = operationsBetween(after, before)
    if (back.length === 0) return
    const step = { back, field: null, atMs }
    if (direction === 'back') this.#undone.push(step)
    else this.#steps.push(step)
  }
}

/** Edits of single fields and new items are turned round as they are; comparing a whole plan takes longer than a keystroke may. */
function wayBack(before: PlanDraft, after: PlanDraft, edits: readonly DraftOperation[]): DraftOperation[] {
  const turned = edits.map((edit) => turnedRound(before, edit))
  if (turned.some((one) => one === null)) return operationsBetween(after, before)
  return (turned as DraftOperation[][]).toReversed().flat()
}

/** Null for what cannot be turned round alone: moves, removals, new keys, items without keys. */
function turnedRound(before: PlanDraft, edit: DraftOperation): DraftOperation[] | null {
  const { op, path } = edit
  if (op === 'insert') {
    const list = valueAt(before, path)
    const key = isObject(edit.value) ? edit.value.key : null
    if (typeof key !== 'string') return null
    if (list === undefined) return [{ op: 'set', path: [...path], value: null }]
    return isKeyedList(list) ? [{ op: 'remove', path: [...path, key] }] : null
  }
  if (op !== 'set' || path.at(-1) === 'key') return null
  const was = valueAt(before, path)
  if (sameValue(was, edit.value ?? undefined)) return []
  return [{ op: 'set', path: [...firstMissing(before, path)], value: was ?? null }]
}

/** The field itself, or what had to be made to hold it. */
function firstMissing(before: PlanDraft, path: DraftPath): DraftPath {
  for (let length = 1; length < path.length; length++) {
    if (valueAt(before, path.slice(0, length)) === undefined) return path.slice(0, length)
  }
  return path
}
