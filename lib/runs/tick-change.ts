// What became another between two ticks of a live run: of hundreds of operations only what moved has to be told.
// An object leads deeper, by key or by place in a list; `[value]` is what stands there now; `[]` that it is gone.

import type { LiveTick } from './schema.ts'

export type TickChange = { [place: string]: TickChange } | [value: unknown] | []

/** What every tick adds to the ones before. */
export type LiveNews = Pick<LiveTick, 'points' | 'generators' | 'events'>
/** What a tick says as a whole, whether it moved or not. */
export type LiveState = Omit<LiveTick, keyof LiveNews>

/** A tick for whoever has the one before: `changes` makes of the state it told that of this one; null: it is the same. */
export type LiveChange = LiveNews & { changes: TickChange | null }

export type LiveMessage = { tick: LiveTick } | { change: LiveChange }

/** The whole tick that `change` stands for. What did not change is the same object as in `before`. */
export function tickAfter(before: LiveTick, { changes, ...news }: LiveChange): LiveTick {
  return { ...withChange<LiveState>(before, changes), ...news }
}

type Tree = Record<string, unknown>

/** From one JSON value to another; null when they are equal. A list that became shorter is told as a whole. */
export function changeBetween(before: unknown, after: unknown): TickChange | null {
  if (before === after) return null
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after)) return [after]
  if (Array.isArray(after) && after.length < (before as unknown as unknown[]).length) return [after]
  const change: Record<string, TickChange> = {}
  for (const place of Object.keys(after)) {
    const one = placeBetween(before[place], after[place])
    if (one) change[place] = one
  }
  for (const place of Object.keys(before)) if (!(place in after) && before[place] !== undefined) change[place] = []
  return Object.keys(change).length > 0 ? change : null
}

/** JSON knows no undefined: such a place is not there. */
function placeBetween(before: unknown, after: unknown): TickChange | null {
  if (after === undefined) return before === undefined ? null : []
  return before === undefined ? [after] : changeBetween(before, after)
}

/** `before` with the change made. What did not change is the same object as before, so that nothing draws it again. */
export function withChange<T>(before: T, change: TickChange | null): T {
  if (change === null) return before
  if (Array.isArray(change)) return change[0] as T
  const after = (Array.isArray(before) ? [...before] : { ...before }) as Tree
  for (const [place, one] of Object.entries(change)) {
    if (Array.isArray(one) && one.length === 0) delete after[place]
    else after[place] = withChange(after[place], one)
  }
  return after as T
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null
