'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactElement, type ReactNode, useContext } from 'react'
import { type Attempt, useAttempt } from '#components/ui/use-attempt.ts'
import { apiProblem, query } from '#lib/api/client.ts'
import type { CycleView } from '#lib/reports/cycle-view-schema.ts'

const Cycle = createContext<CycleView | null>(null)

/** Something goes on that changes the page by itself. */
export const isMoving = ({ suite, runs }: Pick<CycleView, 'suite' | 'runs'>): boolean =>
  suite.state === 'running' || runs.some(({ state, verdict }) => state !== 'ended' || verdict === null)

/** The cycle as it is now: asked for again every two seconds while something goes on, else twice a minute. */
export function CycleProvider({ initial, children }: { initial: CycleView; children: ReactNode }): ReactElement {
  const { data } = useQuery({
    ...query.cycles.get.queryOptions({ input: { id: initial.id } }),
    initialData: initial,
    refetchInterval: (one) => (one.state.data && isMoving(one.state.data) ? 2000 : 30_000),
  })
  return <Cycle value={data}>{children}</Cycle>
}

export function useCycle(): CycleView {
  const cycle = useContext(Cycle)
  if (!cycle) throw new Error('outside of a cycle')
  return cycle
}

/** A call a person made; the page is asked for again after it, also after one that failed: it may be behind. */
export function useCycleCall(): Attempt {
  const client = useQueryClient()
  const made = useAttempt((thrown) => apiProblem(thrown).message)
  const attempt: Attempt['attempt'] = (call, what) =>
    made.attempt(async () => {
      try {
        await call()
      } finally {
        await client.invalidateQueries({ queryKey: query.cycles.get.key() })
      }
    }, what)
  return { ...made, attempt }
}
