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

/** The whole cycle twice a minute; how far it is every few seconds, every two while something goes on, and the whole once that has changed. */
export function CycleProvider({ initial, children }: { initial: CycleView; children: ReactNode }): ReactElement {
  const { id } = initial
  const client = useQueryClient()
  const whole = query.cycles.get.queryOptions({ input: { id } })
  const { data } = useQuery({ ...whole, initialData: initial, refetchInterval: 30_000 })
  useQuery({
    queryKey: ['cycle-pulse', id],
    refetchInterval: isMoving(data) ? 2000 : 10_000,
    queryFn: async () => {
      const [suite, { items: runs }] = await Promise.all([api.cycles.suite({ id }), api.cycles.runs({ id })])
      const pulse = pulseOf({ suite, runs })
      const seen = client.getQueryData<CycleView>(whole.queryKey)
      if (!seen || pulseOf(seen) !== pulse) await client.invalidateQueries({ queryKey: whole.queryKey })
      return pulse
    },
  })
  return <Cycle value={data}>{children}</Cycle>
}

const pulseOf = ({ suite, runs }: Moving): string => hashKey([suite, runs])

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
