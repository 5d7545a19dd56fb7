// Where the crosshair stands. Kept outside of React's state, so that moving it redraws a line and some numbers, not the charts.

import { useSyncExternalStore } from 'react'

export interface Cursor {
  get: () => number | null
  set: (second: number | null) => void
  subscribe: (listener: () => void) => () => void
}

export function createCursor(): Cursor {
  let second: number | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => second,
    set: (next) => {
      if (next === second) return
      second = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useCursor(cursor: Cursor): number | null {
  return useSyncExternalStore(cursor.subscribe, cursor.get, () => null)
}
