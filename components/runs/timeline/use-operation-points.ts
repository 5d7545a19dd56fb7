'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import type { LivePoint, RunView } from '#lib/runs/schema.ts'
import { mergePoints } from '../follow/apply-tick.ts'
import { fetchSeries, type PartAsked } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'
import { finerWindow } from './finer-window.ts'
import { readOnFrom } from './read-on.ts'

const EVERY_MS = 1000

/**
 * The points the charts draw: of all operations, or of one, which is read beside the stream. Where a long run is looked at closely, finer
 * ones take the place of those that cover all of it.
 */
export function useOperationPoints(
  view: RunView,
  operation: string | null,
  shown: TimeSpan,
  part: PartAsked | null,
): readonly LivePoint[] {
  const { id, state } = view.run
  const asked = { operation, ...part }
  const isAll = operation === null && part === null
  const client = useQueryClient()
  const queryKey = [...runViewKey(id), 'series', asked]
  const { data } = useQuery({
    queryKey,
    queryFn: async () => {
      const known = client.getQueryData<readonly LivePoint[]>(queryKey)
      const from = readOnFrom(known)
      return from === null
        ? fetchSeries(id, asked)
        : mergePoints(known ?? [], await fetchSeries(id, { ...asked, from }))
    },
    enabled: !isAll,
    placeholderData: keepPreviousData,
    refetchInterval: state === 'ended' ? false : EVERY_MS,
    staleTime: state === 'ended' ? Infinity : 0,
  })
  const whole = isAll ? view.points : (data ?? NO_POINTS)
  const window = finerWindow(whole, shown)
  const { data: finer } = useQuery({
    queryKey: [...runViewKey(id), 'series', asked, window],
    queryFn: () => fetchSeries(id, { ...asked, ...window }),
    enabled: window !== null,
    staleTime: Infinity,
  })
  const shownFiner = window === null ? undefined : finer
  return useMemo(() => (shownFiner ? mergePoints(whole, shownFiner) : whole), [whole, shownFiner])
}

const NO_POINTS: readonly LivePoint[] = []
