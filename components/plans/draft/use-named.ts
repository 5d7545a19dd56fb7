'use client'

import { startTransition, useEffect, useState } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { useDerived } from './draft-context.tsx'

/** An item of a list as others speak of it. */
export interface Named {
  key: string
  name?: string | undefined
}

type NamedList = 'operations' | 'flows' | 'scenarios' | 'environments' | 'monitors'

const NONE: readonly Named[] = []
const PAUSE_MS = 400

/**
 * Keys and names of a list of the plan, for choices: the same array until one of them changes. A new key is there at once, a new name
 * when typing it pauses: hundreds of choices are drawn anew for it, and no letter shall wait for them.
 */
export function useNamed(list: NamedList): readonly Named[] {
  const now = useDerived((draft) => namedOf(draft, list), isSameNamed)
  const [shown, setShown] = useState(now)
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setShown(now)), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [now])
  return hasSameKeys(shown, now) ? shown : now
}

const namedOf = (draft: PlanDraft, list: NamedList): readonly Named[] => draft[list] ?? NONE

const hasSameKeys = (before: readonly Named[], after: readonly Named[]): boolean =>
  before === after || (before.length === after.length && before.every(({ key }, index) => key === after[index]?.key))

const isSameNamed = (before: readonly Named[], after: readonly Named[]): boolean =>
  hasSameKeys(before, after) && before.every(({ name }, index) => name === after[index]?.name)
