'use client'

import { createContext, type ReactElement, type ReactNode, useContext, useRef, useSyncExternalStore } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { type DraftPath, valueAt } from '#lib/plans/draft-path.ts'
import type { DraftSnapshot, DraftStore } from './draft-store.ts'

interface DraftWork {
  store: DraftStore
  /** Who may only view sees the same document without controls. */
  canEdit: boolean
}

const Context = createContext<DraftWork | null>(null)

export function DraftProvider({ store, canEdit, children }: DraftWork & { children: ReactNode }): ReactElement {
  return <Context.Provider value={{ store, canEdit }}>{children}</Context.Provider>
}

export function useDraftWork(): DraftWork {
  const work = useContext(Context)
  if (!work) throw new Error('Only below a DraftProvider')
  return work
}

/** A part of the draft; renders again only when that part changes. `select` returns the same object for the same draft. */
export function useDraft<T>(select: (draft: PlanDraft) => T): T {
  const { store } = useDraftWork()
  const read = (): T => select(store.snapshot().draft)
  return useSyncExternalStore(store.subscribe, read, read)
}

/** What is worked out of the draft; renders again only when it comes to something else than before. */
export function useDerived<T>(derive: (draft: PlanDraft) => T, isSame: (before: T, after: T) => boolean): T {
  const last = useRef<{ value: T } | null>(null)
  return useDraft((draft) => {
    const value = derive(draft)
    if (last.current === null || !isSame(last.current.value, value)) last.current = { value }
    return last.current.value
  })
}

export function useSnapshot<T>(select: (snapshot: DraftSnapshot) => T): T {
  const { store } = useDraftWork()
  const read = (): T => select(store.snapshot())
  return useSyncExternalStore(store.subscribe, read, read)
}

/** The text at a path, '' when there is none. */
export function useText(path: DraftPath): string {
  return useDraft((draft) => {
    const value = valueAt(draft, path)
    return typeof value === 'string' ? value : ''
  })
}
