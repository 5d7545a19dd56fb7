'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { LatencyView } from '#lib/runs/latency-schema.ts'
import type { RunView } from '#lib/runs/schema.ts'
import type { SlicedBy, Slices } from '#lib/runs/slice-schema.ts'
import { lastSecond } from '../follow/apply-tick.ts'
import { fetchLatency, fetchSlices, type PartAsked } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'

export interface Reading<T> {
  data: T | undefined
  /** What is shown is of another window than the one asked for. */
  isStale: boolean
  /** For the reader; null while all is well. */
  problem: string | null
}

const SHAPES_EVERY_MS = 4000
const SLICES_EVERY_MS = 10_000

/** Shapes of latency of a window. While the run goes on they are read again every few seconds; `lastMs`: only the newest so many. */
export const useLatency = (view: RunView, asked: PartAsked, lastMs: number | null): Reading<LatencyView> =>
  useReading(view, ['latency', asked, lastMs], SHAPES_EVERY_MS, () =>
    fetchLatency(view.run.id, newest(view, asked, lastMs)),
  )

/** The same window in slices. */
export const useSlices = (view: RunView, by: SlicedBy, asked: PartAsked, lastMs: number | null): Reading<Slices> =>
  useReading(view, ['slices', by, asked, lastMs], SLICES_EVERY_MS, () =>
    fetchSlices(view.run.id, by, newest(view, asked, lastMs)),
  )

function useReading<T>(view: RunView, key: readonly unknown[], everyMs: number, read: () => Promise<T>): Reading<T> {
  const isLive = view.run.state !== 'ended'
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: [...runViewKey(view.run.id), ...key],
    queryFn: read,
    enabled: view.points.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? everyMs : false,
    staleTime: isLive ? 0 : Infinity,
  })
  return { data: data as T | undefined, isStale: isPlaceholderData, problem: error?.message ?? null }
}

function newest(view: RunView, asked: PartAsked, lastMs: number | null): PartAsked {
  if (lastMs === null) return asked
  const toMs = (lastSecond(view.points) + 1) * 1000
  return { ...asked, from: Math.max(0, toMs - lastMs), to: Math.max(1000, toMs) }
}
