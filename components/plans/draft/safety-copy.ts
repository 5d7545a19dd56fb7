// Edits that are not on the server yet, kept in this browser. Every window keeps its own; a window that opens the plan takes
// up all of them, which is harmless for those that still live: the same edit twice is one edit.

import type { DraftOperation } from '#lib/plans/merge.ts'
import type { SafetyCopy } from './draft-store.ts'

const prefixOf = (planId: string): string => `headroom-draft:${planId}:`

export function keepCopy(planId: string, window: string, copy: SafetyCopy | null): void {
  try {
    if (copy) localStorage.setItem(prefixOf(planId) + window, JSON.stringify(copy))
    else localStorage.removeItem(prefixOf(planId) + window)
  } catch {
    // Storage is full or off: the edits still wait in memory.
  }
}

/** Takes all copies of a plan out of the storage; null when there is none. */
export function takeCopies(planId: string): SafetyCopy | null {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefixOf(planId)))
    const copies = names.map((name) => JSON.parse(localStorage.getItem(name) ?? 'null') as SafetyCopy | null)
    for (const name of names) localStorage.removeItem(name)
    const kept = copies.filter((copy): copy is SafetyCopy => copy !== null && Array.isArray(copy.operations))
    if (kept.length === 0) return null
    const operations: DraftOperation[] = kept.flatMap((copy) => copy.operations)
    return { baseVersion: Math.min(...kept.map((copy) => copy.baseVersion)), operations }
  } catch {
    return null
  }
}
