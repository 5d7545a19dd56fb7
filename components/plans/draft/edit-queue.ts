// Edits on their way to the server. `sent` are in a request that is not answered yet, `waiting` come after them.

import { overlaps, sameValue } from '#lib/plans/draft-path.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'

export interface EditQueue {
  sent: readonly DraftOperation[]
  waiting: readonly DraftOperation[]
}

export const EMPTY_QUEUE: EditQueue = { sent: [], waiting: [] }

export const allEdits = ({ sent, waiting }: EditQueue): DraftOperation[] => [...sent, ...waiting]

/** Typing twenty letters into one field is one edit: a `set` takes the place of an earlier one of the same field. */
export function addEdit(queue: EditQueue, edit: DraftOperation): EditQueue {
  const { waiting } = queue
  if (edit.op === 'set') {
    const at = waiting.findLastIndex((earlier) => overlaps(earlier.path, edit.path))
    const earlier = waiting[at]
    if (earlier?.op === 'set' && sameValue(earlier.path, edit.path)) {
      return { ...queue, waiting: waiting.with(at, edit) }
    }
  }
  return { ...queue, waiting: [...waiting, edit] }
}

/** As many as the server takes at once. */
const MOST_AT_ONCE = 500

/** Everything that waits is sent now, the first of it when it is very much. */
export function takeAll(queue: EditQueue): EditQueue {
  if (queue.sent.length > 0) return queue
  return { sent: queue.waiting.slice(0, MOST_AT_ONCE), waiting: queue.waiting.slice(MOST_AT_ONCE) }
}

/** Only the first edit is sent: to find out which one is refused. */
export function takeOne(queue: EditQueue): EditQueue {
  return queue.sent.length > 0 ? queue : { sent: queue.waiting.slice(0, 1), waiting: queue.waiting.slice(1) }
}

export const settle = (queue: EditQueue): EditQueue => ({ ...queue, sent: [] })

/** The request failed: its edits wait again, in front. */
export function putBack({ sent, waiting }: EditQueue): EditQueue {
  return waiting.reduce<EditQueue>((queue, edit) => addEdit(queue, edit), { sent: [], waiting: sent })
}

export interface FieldConflict {
  path: readonly string[]
  yours: unknown
  theirs: unknown
}

/** Of a field that two people changed: `mine` is set again over theirs, without it theirs stays. */
export function resolveField(queue: EditQueue, conflict: FieldConflict, mine: boolean): EditQueue {
  const waiting = queue.waiting.filter((edit) => !overlaps(touched(edit), conflict.path))
  const set: DraftOperation = { op: 'set', path: [...conflict.path], value: conflict.yours ?? null }
  return { ...queue, waiting: mine ? [set, ...waiting] : waiting }
}

function touched(edit: DraftOperation): readonly string[] {
  if (edit.op !== 'insert') return edit.path
  const key = (edit.value as { key?: unknown } | null)?.key
  return typeof key === 'string' ? [...edit.path, key] : edit.path
}
