'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LivePoint, RunView } from '#lib/runs/schema.ts'
import { fetchSeries } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'
import { withUsers } from './with-users.ts'

const EVERY_MS = 1000

/** The points the charts draw: of all operations, or of one, which is read beside the stream. */
export function useOperationPoints(view: RunView, operation: string | null): readonly LivePoint[] {
  const { data } = useQuery({
    queryKey: [...runViewKey(view.run.id), 'series', operation],
    queryFn: () => fetchSeries(view.run.id, operation ?? ''),
    enabled: operation !== null,
    placeholderData: keepPreviousData,
    refetchInterval: view.run.state === 'ended' ? false : EVERY_MS,
    staleTime: view.run.state === 'ended' ? Infinity : 0,
  })
  return useMemo(
    () => (operation === null ? view.points : withUsers(data ?? [], view.points)),
    [operation, data, view.points],
  )
}
