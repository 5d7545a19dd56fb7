'use client'

import { useRef } from 'react'

interface Known {
  keys: readonly string[]
  ids: readonly number[]
  next: number
}

/** React keys for items whose own key may be edited: an item that only changes its key stays the same element. */
export function useStableIds(keys: readonly string[]): readonly number[] {
  const known = useRef<Known>({ keys: [], ids: [], next: 1 })
  known.current = carryOver(known.current, keys)
  return known.current.ids
}

export function carryOver(before: Known, keys: readonly string[]): Known {
  if (keys.length === before.keys.length && keys.every((key, index) => key === before.keys[index])) return before
  const changed = keys.flatMap((key, index) => (key === before.keys[index] ? [] : [index]))
  const renamed =
    keys.length === before.keys.length && changed.length === 1 && !before.keys.includes(keys[changed[0] ?? 0] ?? '')
  if (renamed) return { ...before, keys }
  let { next } = before
  const ids = keys.map((key) => before.ids[before.keys.indexOf(key)] ?? next++)
  return { keys, ids, next }
}
