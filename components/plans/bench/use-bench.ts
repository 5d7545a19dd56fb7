'use client'

import { useQuery } from '@tanstack/react-query'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { api, apiProblem } from '#lib/api/client.ts'
import type { BenchJob, StartBench } from '#lib/runs/bench-schema.ts'

const POLL_MS = 500

export interface Bench {
  /** null before one was started, and after it was put away. */
  job: BenchJob | null
  isStarting: boolean
  /** Why it could not be started, stopped or read. */
  problem: string | null
  start: (ask: StartBench) => Promise<void>
  stop: () => Promise<void>
  putAway: () => void
}

export const isUnfinished = (job: BenchJob | null): boolean => job?.state === 'waiting' || job?.state === 'held'

/** One quick bench, followed while it goes on. Whoever leaves stops it: nobody would read what it measures. */
export function useBench(): Bench {
  const [started, setStarted] = useState<BenchJob | null>(null)
  const [isStarting, setStarting] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const followed = useQuery({
    queryKey: ['bench', started?.id],
    queryFn: () => api.jobs.get({ id: started?.id ?? '' }),
    enabled: isUnfinished(started),
    refetchInterval: (query) => (isUnfinished(query.state.data ?? started) ? POLL_MS : false),
  })
  const job = started && (followed.data?.id === started.id ? followed.data : started)

  const isLeft = useStopWhenLeft(job)
  const tell = useCallback(async (call: () => Promise<void>) => {
    setProblem(null)
    await call().catch((thrown: unknown) => setProblem(apiProblem(thrown).message))
  }, [])
  const start = useCallback(
    async (ask: StartBench) => {
      setStarting(true)
      await tell(async () => {
        const job = await api.jobs.bench(ask)
        if (isLeft.current) giveUp(job.id)
        else setStarted(job)
      })
      setStarting(false)
    },
    [tell, isLeft],
  )
  const id = started?.id
  const stop = useCallback(
    () =>
      tell(async () => {
        if (id) await api.jobs.stop({ id })
      }),
    [id, tell],
  )
  const putAway = useCallback(() => {
    setProblem(null)
    setStarted(null)
  }, [])

  const readProblem = followed.isError ? apiProblem(followed.error).message : null
  return { job, isStarting, problem: problem ?? readProblem, start, stop, putAway }
}

/** True in its ref once nobody looks any more. */
function useStopWhenLeft(job: BenchJob | null): RefObject<boolean> {
  const isLeft = useRef(false)
  const unfinished = useRef<string | null>(null)
  useEffect(() => {
    unfinished.current = isUnfinished(job) ? (job?.id ?? null) : null
  }, [job])
  useEffect(() => {
    isLeft.current = false
    return () => {
      isLeft.current = true
      if (unfinished.current) giveUp(unfinished.current)
    }
  }, [])
  return isLeft
}

/** It may have ended meanwhile, which is as good. */
function giveUp(id: string): void {
  void api.jobs.stop({ id }).catch(() => {})
}
