'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import type { MonitorSeriesView } from '#lib/monitors/schema.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { fetchMonitors } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'

const LEAST_EVERY_MS = 1000
const FIRST_EVERY_MS = 5000
/** Of more than a quarter of an hour one more second shows nothing, and all of it is read again. */
const LONG_MS = 900_000
const LONG_EVERY_MS = 5000
const POINTS = 400

/** What monitors told within the window; while the run goes on as often as the quickest of them is read, of a long one less often. */
export function useMonitors(
  view: RunView,
  shown: TimeSpan,
): { items: readonly MonitorSeriesView[] | null; problem: string | null } {
  const isLive = view.run.state !== 'ended'
  const window = { from: Math.floor(shown.from) * 1000 - 1000, to: Math.ceil(shown.to) * 1000 }
  const { data, error } = useQuery({
    queryKey: [...runViewKey(view.run.id), 'monitors', isLive ? null : window],
    queryFn: () => fetchMonitors(view.run.id, { ...window, points: POINTS }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (isLive ? everyMs(state.data?.items, window) : false),
    staleTime: isLive ? 0 : Infinity,
  })
  return { items: data?.items ?? null, problem: error?.message ?? null }
}

/** A run whose plan monitors nothing will not begin to. */
function everyMs(
  items: readonly MonitorSeriesView[] | undefined,
  { from, to }: { from: number; to: number },
): number | false {
  if (!items) return FIRST_EVERY_MS
  if (items.length === 0) return false
  const least = to - from > LONG_MS + 2000 ? LONG_EVERY_MS : LEAST_EVERY_MS
  return Math.max(least, Math.min(...items.map(({ intervalMs }) => intervalMs ?? FIRST_EVERY_MS)))
}
