'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, apiProblem } from '#lib/api/client.ts'
import type { StartTry, TryJob } from '#lib/runs/try-schema.ts'

const POLL_MS = 250

export interface Try {
  /** null before one was sent. */
  job: TryJob | null
  isUnderWay: boolean
  /** Why it could not be sent or read. */
  problem: string | null
  send: (ask: StartTry) => Promise<void>
}

const isUnfinished = (job: TryJob | null): boolean => job?.state === 'waiting' || job?.state === 'held'

/** One try after the other. Whoever leaves ends the one that is under way. */
export function useTry(): Try {
  const [started, setStarted] = useState<TryJob | null>(null)
  const [isStarting, setStarting] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const followed = useQuery({
    queryKey: ['try', started?.id],
    queryFn: () => api.tries.get({ id: started?.id ?? '' }),
    enabled: isUnfinished(started),
    refetchInterval: (query) => (isUnfinished(query.state.data ?? started) ? POLL_MS : false),
  })
  const job = started && (followed.data?.id === started.id ? followed.data : started)
  const underWay = useRef<string | null>(null)
  const isLeft = useRef(false)
  useEffect(() => {
    underWay.current = isUnfinished(job) ? (job?.id ?? null) : null
  }, [job])
  useEffect(() => {
    isLeft.current = false
    return () => {
      isLeft.current = true
      if (underWay.current) end(underWay.current)
    }
  }, [])

  const send = useCallback(async (ask: StartTry) => {
    setProblem(null)
    setStarting(true)
    try {
      const fresh = await api.tries.start(ask)
      if (isLeft.current) end(fresh.id)
      else setStarted(fresh)
    } catch (thrown) {
      setStarted(null)
      setProblem(apiProblem(thrown).message)
    }
    setStarting(false)
  }, [])
  const readProblem = followed.isError ? apiProblem(followed.error).message : null
  return { job, isUnderWay: isStarting || isUnfinished(job), problem: problem ?? readProblem, send }
}

/** It may have ended meanwhile, which is as good. */
function end(id: string): void {
  void api.tries.stop({ id }).catch(() => {})
}
