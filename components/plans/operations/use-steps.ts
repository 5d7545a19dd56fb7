'use client'

import { type RefObject, useRef, useState } from 'react'
import { type DraftPath, valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'

export interface Steps<Step> {
  steps: readonly Step[]
  canEdit: boolean
  /** The list element, for the cursor to find its row again. */
  list: RefObject<HTMLOListElement | null>
  /** What was moved where, for those who hear it. */
  said: string
  add: (step: Step) => void
  change: (at: number, step: Step) => void
  removeAt: (at: number, what: string) => void
  move: (at: number, by: -1 | 1, what: string) => void
}

const NONE: readonly never[] = []

/** Steps in an order that matters. They have no keys, so that the whole list is written with each change of order. */
export function useSteps<Step>(path: DraftPath): Steps<Step> {
  const steps = useDraft((draft) => (valueAt(draft, path) as readonly Step[] | undefined) ?? (NONE as readonly Step[]))
  const { set, remove, canEdit } = useEdits()
  const list = useRef<HTMLOListElement>(null)
  const [said, setSaid] = useState('')

  const move: Steps<Step>['move'] = (at, by, what) => {
    const to = at + by
    const [step, other] = [steps[at], steps[to]]
    if (step === undefined || other === undefined) return
    const control = document.activeElement?.getAttribute('data-control')
    set(path, steps.with(at, other).with(to, step))
    setSaid(`${what} is step ${to + 1} of ${steps.length}`)
    requestAnimationFrame(() => {
      const row = list.current?.children[to]
      const same = row?.querySelector<HTMLElement>(`[data-control="${control}"]:not(:disabled)`)
      ;(same ?? row?.querySelector<HTMLElement>('select,input'))?.focus()
    })
  }
  return {
    ...{ steps, canEdit, list, said, move },
    add: (step) => set(path, [...steps, step]),
    change: (at, step) => set([...path, String(at)], step),
    removeAt: (at, what) => remove(path, String(at), what),
  }
}
