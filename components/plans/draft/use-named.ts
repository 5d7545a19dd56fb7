'use client'

import { useDeferredValue } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { useDerived } from './draft-context.tsx'

/** An item of a list as others speak of it. */
export interface Named {
  key: string
  name?: string | undefined
}

type NamedList = 'operations' | 'flows' | 'scenarios' | 'environments' | 'monitors'

const NONE: readonly Named[] = []

/**
 * Keys and names of a list of the plan, for choices. The same array until one of them changes, and then a moment later: hundreds of
 * choices are drawn anew when an operation gets another name, and the letter that is typed must not wait for them.
 */
export function useNamed(list: NamedList): readonly Named[] {
  return useDeferredValue(useDerived((draft) => namedOf(draft, list), isSameNamed))
}

const namedOf = (draft: PlanDraft, list: NamedList): readonly Named[] => draft[list] ?? NONE

export function isSameNamed(before: readonly Named[], after: readonly Named[]): boolean {
  if (before === after) return true
  return (
    before.length === after.length &&
    before.every(({ key, name }, index) => key === after[index]?.key && name === after[index]?.name)
  )
}
