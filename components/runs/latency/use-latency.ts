'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { LatencyView } from '#lib/runs/latency-schema.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { lastSecond } from '../follow/apply-tick.ts'
import { fetchLatency, type PartAsked } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'

export interface Latency {
  data: LatencyView | undefined
  /** What is shown is of another window than the one asked for. */
  isStale: boolean
  /** For the reader; null while all is well. */
  problem: string | null
}

const LIVE_EVERY_MS = 4000

/** Shapes of latency of a window. While the run goes on they are read again every few seconds; `lastMs`: only the newest so many. */
export function useLatency(view: RunView, asked: PartAsked, lastMs: number | null): Latency {
  const isLive = view.run.state !== 'ended'
  const newestMs = (lastSecond(view.points) + 1) * 1000
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: [...runViewKey(view.run.id), 'latency', asked, lastMs],
    queryFn: () =>
      fetchLatency(
        view.run.id,
        lastMs === null ? asked : { ...asked, from: Math.max(0, newestMs - lastMs), to: Math.max(1000, newestMs) },
      ),
    enabled: view.points.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? LIVE_EVERY_MS : false,
    staleTime: isLive ? 0 : Infinity,
  })
  return { data, isStale: isPlaceholderData, problem: error?.message ?? null }
}
