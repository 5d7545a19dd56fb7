'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LiveTick, RunView } from '#lib/runs/schema.ts'
import { type LiveChange, tickAfter } from '#lib/runs/tick-change.ts'
import { applyTick, isTooLong, lastSecond, refreshed } from './apply-tick.ts'
import { fetchRunView, isRefusal } from './run-requests.ts'

export type Connection =
  | { kind: 'live' }
  | { kind: 'polling' }
  | { kind: 'lost'; since: number }
  | { kind: 'refused'; code: string; message: string }

const SILENT_MS = 8000
const POLL_MS = 1000
const LATE_EVERY_MS = 1500
const LATE_READS = 5

export const runViewKey = (runId: string): readonly unknown[] => ['runs', runId, 'view']

/**
 * The run as it is now: what the server rendered, then server-sent events. When no event gets through (a proxy that
 * buffers, a lost connection) it polls, and says so.
 */
export function useRunLive(initial: RunView): { view: RunView; connection: Connection } {
  const client = useQueryClient()
  const runId = initial.run.id
  const { data: view } = useQuery({
    queryKey: runViewKey(runId),
    queryFn: () => fetchRunView(runId),
    initialData: initial,
    staleTime: Infinity,
    // Ticks keep what did not change already; looking for it anew would go through every number of the run.
    structuralSharing: false,
  })
  const [connection, setConnection] = useState<Connection>({ kind: 'live' })
  const isActive = view.run.state !== 'ended'

  useEffect(() => {
    if (!isActive) return
    const key = runViewKey(runId)
    const known = client.getQueryData<RunView>(key)?.points ?? []
    const source = new EventSource(`/api/v1/runs/${runId}/live?changes=true&after=${lastSecond(known)}`)
    let heard = Date.now()
    let isBusy = false
    let state = client.getQueryData<RunView>(key)?.run.state
    let isReading = false
    const readAgain = async (): Promise<void> => {
      isReading = true
      const fresh = await fetchRunView(runId).catch(() => null)
      if (fresh) client.setQueryData<RunView>(key, (before) => refreshed(before, fresh))
      isReading = false
    }
    let last: LiveTick | null = null
    const onTick = (tick: LiveTick): void => {
      heard = Date.now()
      last = tick
      setConnection((before) => (before.kind === 'live' ? before : { kind: 'live' }))
      const shown = client.setQueryData<RunView>(key, (before) => before && applyTick(before, tick))
      // Ticks leave out the stages and the planned line, which another load moves, and the workers, which a run finds as it starts.
      const isMoved = tick.events.some(({ kind }) => kind === 'load')
      const isLong = shown !== undefined && isTooLong(shown) && !isReading
      if (isMoved || tick.run.state !== state || isLong) void readAgain()
      state = tick.run.state
    }
    const poll = async (): Promise<void> => {
      if (Date.now() - heard < SILENT_MS || isBusy) return
      isBusy = true
      try {
        client.setQueryData<RunView>(key, await fetchRunView(runId))
        setConnection({ kind: 'polling' })
      } catch (thrown) {
        if (isRefusal(thrown)) return refuse(thrown.code, thrown.message)
        setConnection((before) => (before.kind === 'lost' ? before : { kind: 'lost', since: Date.now() }))
      } finally {
        isBusy = false
      }
    }
    const leave = (): void => {
      source.close()
      clearInterval(timer)
    }
    const refuse = (code: string, message: string): void => {
      leave()
      setConnection({ kind: 'refused', code, message })
    }
    source.addEventListener('tick', ({ data }: MessageEvent<string>) => onTick(JSON.parse(data) as LiveTick))
    source.addEventListener('change', ({ data }: MessageEvent<string>) => {
      if (last) onTick(tickAfter(last, JSON.parse(data) as LiveChange))
    })
    // Without this the browser would open the finished stream again and again.
    source.addEventListener('end', () => {
      leave()
      void readAgain()
    })
    // A stream that cannot be opened is not worth waiting for.
    source.addEventListener('error', () => {
      heard = 0
    })
    const timer = setInterval(() => void poll(), POLL_MS)
    return leave
  }, [client, runId, isActive])

  // The last tick may come before the verdict is written: the ended run is read again until it is there.
  const isJudged = view.judgement?.final ?? false
  useEffect(() => {
    if (isActive || isJudged) return
    let left = LATE_READS
    const read = async (): Promise<void> => {
      const fresh = await fetchRunView(runId).catch(() => null)
      if (fresh) client.setQueryData<RunView>(runViewKey(runId), fresh)
      left -= 1
      if (left === 0) clearInterval(timer)
    }
    const timer = setInterval(() => void read(), LATE_EVERY_MS)
    return () => clearInterval(timer)
  }, [client, runId, isActive, isJudged])

  return { view, connection }
}

/** Seconds since the start, going on between two ticks; frozen when the run ended. */
export function useElapsed(view: RunView): number {
  const [now, setNow] = useState(() => Date.now())
  const isRunning = view.run.state === 'running' || view.run.state === 'stopping'
  const elapsedMs = view.run.elapsedMs
  const [mark, setMark] = useState({ elapsedMs, at: now })
  if (mark.elapsedMs !== elapsedMs) setMark({ elapsedMs, at: Date.now() })
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [isRunning])
  const ahead = isRunning ? Math.min(Math.max(0, now - mark.at), 3000) : 0
  return (elapsedMs + ahead) / 1000
}

/** The time, each second; null on the server, whose clock the browser cannot repeat. */
export function useNow(): Date | null {
  const [now, setNow] = useState<Date | null>(null)
  useEffect(() => {
    setNow(new Date())
    const timer = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
