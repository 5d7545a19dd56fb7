'use client'

import { hashKey, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactElement, type ReactNode, useContext } from 'react'
import { notify } from '#components/ui/notify.ts'
import { type Attempt, useAttempt } from '#components/ui/use-attempt.ts'
import { api, apiProblem, query } from '#lib/api/client.ts'
import type { CycleView } from '#lib/reports/cycle-view-schema.ts'
import { UploadProblem } from './upload-attachment.ts'

const Cycle = createContext<CycleView | null>(null)

/** What was dismissed in a cycle: read apart from it. */
export const DISMISSED_KEY = ['cycle-dismissed']

type Moving = Pick<CycleView, 'suite' | 'runs'>

/** Something goes on that changes the page by itself: a suite, a run, or the judging of one that counts. */
export const isMoving = ({ suite, runs }: Moving): boolean =>
  suite.state === 'running' ||
  runs.some(
    ({ state, verdict, excluded, staleBecause }) =>
      state !== 'ended' || (verdict === null && excluded === null && staleBecause === null),
  )

/** The whole cycle now and then; in between only how far it is, and the whole once that is not what is shown. */
export function CycleProvider({ initial, children }: { initial: CycleView; children: ReactNode }): ReactElement {
  const { id } = initial
  const client = useQueryClient()
  const whole = query.cycles.get.queryOptions({ input: { id } })
  const { data } = useQuery({
    ...whole,
    initialData: initial,
    refetchInterval: (one) => (one.state.data && isMoving(one.state.data) ? 10_000 : 30_000),
  })
  useQuery({
    queryKey: ['cycle-pulse', id],
    refetchInterval: isMoving(data) ? 2000 : 10_000,
    queryFn: async () => {
      const seen = client.getQueryData<CycleView>(whole.queryKey) ?? data
      const isSame = await isAsSeen(seen)
      if (!isSame) await client.invalidateQueries({ queryKey: whole.queryKey })
      return isSame
    },
  })
  return <Cycle value={data}>{children}</Cycle>
}

/** Asks for its runs where one goes on by itself, else for its suite: a third of the work of the whole. */
async function isAsSeen(seen: CycleView): Promise<boolean> {
  const { id, suite, runs } = seen
  if (suite.state !== 'running' && isMoving(seen))
    return hashKey([(await api.cycles.runs({ id })).items]) === hashKey([runs])
  return hashKey([await api.cycles.suite({ id })]) === hashKey([suite])
}

export function useCycle(): CycleView {
  const cycle = useContext(Cycle)
  if (!cycle) throw new Error('outside of a cycle')
  return cycle
}

/** A call a person made; the page is asked for again after it, also after one that failed: it may be behind. */
export function useCycleCall(): Attempt {
  const client = useQueryClient()
  const made = useAttempt((thrown) => (thrown instanceof UploadProblem ? thrown : apiProblem(thrown)).message)
  const attempt: Attempt['attempt'] = (call, what) =>
    made.attempt(async () => {
      try {
        await call()
      } finally {
        void client.invalidateQueries({ queryKey: DISMISSED_KEY })
        await client.invalidateQueries({ queryKey: query.cycles.get.key() })
      }
    }, what)
  return { ...made, attempt }
}

interface Told {
  /** What was done, for the corner of the page. */
  done: string
  undo?: () => Promise<void>
}

/** A call from a menu that is gone by the time of the answer: what became of it is told in the corner of the page. */
export function useCycleNotice(): { call: (call: () => Promise<unknown>, told: Told) => Promise<void> } {
  const client = useQueryClient()
  const call = async (made: () => Promise<unknown>, { done, undo }: Told): Promise<void> => {
    try {
      await made()
      notify(done, undo ? { durationMs: 10_000, action: { label: 'Undo', onClick: () => void undo() } } : {}, 'success')
    } catch (thrown) {
      notify('That was not done', { description: apiProblem(thrown).message }, 'error')
    } finally {
      await client.invalidateQueries({ queryKey: query.cycles.get.key() })
    }
  }
  return { call }
}
