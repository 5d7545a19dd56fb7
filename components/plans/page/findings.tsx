'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createContext, type ReactElement, type ReactNode, useContext, useDeferredValue, useMemo } from 'react'
import { api } from '#lib/api/client.ts'
import type { LintView } from '#lib/plans/schema.ts'
import { useSnapshot } from '../draft/draft-context.tsx'

export type PlanFinding = LintView['findings'][number]

interface Findings {
  lint: LintView | null
  /** What is wrong exactly at a place (dotted path). */
  at: (place: string) => PlanFinding | undefined
  /** What is wrong at a place or inside of it. */
  below: (place: string) => PlanFinding[]
}

const Context = createContext<Findings>({ lint: null, at: () => undefined, below: () => [] })

export const useFindings = (): Findings => useContext(Context)

/** Checks the plan again whenever a new version of it is saved. */
export function FindingsProvider({
  planId,
  initial,
  children,
}: {
  planId: string
  initial: { version: number; lint: LintView }
  children: ReactNode
}): ReactElement {
  const version = useSnapshot((snapshot) => snapshot.version)
  // A large paste is saved in many steps; only what it comes to is checked.
  const isSaved = useSnapshot(({ save }) => save.kind === 'saved')
  const { data } = useQuery({
    queryKey: ['plan-lint', planId, version],
    queryFn: () => api.plans.lint({ id: planId }),
    placeholderData: keepPreviousData,
    enabled: isSaved,
    ...(version === initial.version ? { initialData: initial.lint } : {}),
  })
  // Every field of the page looks here for what is wrong with it; the letter that is typed meanwhile does not wait for them.
  const lint = useDeferredValue(data ?? initial.lint)
  const value = useMemo(() => index(lint), [lint])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

function index(lint: LintView): Findings {
  const exact = new Map(lint.findings.flatMap((finding) => finding.places.map((place) => [place, finding] as const)))
  return {
    lint,
    at: (place) => exact.get(place),
    below: (place) =>
      lint.findings.filter(({ places }) => places.some((one) => one === place || one.startsWith(`${place}.`))),
  }
}
