'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { LivePill } from '#components/layout/live-pill.tsx'
import { api } from '#lib/api/client.ts'
import { isLive } from './outcome.ts'

/** How many runs are live, on every page. */
export function LiveIndicator({ projectId }: { projectId: string }): ReactElement {
  const { data } = useQuery({
    queryKey: ['live-count', projectId],
    queryFn: () => api.runs.listOfProject({ id: projectId, limit: 5 }),
    refetchInterval: 10_000,
  })
  return <LivePill runs={(data?.items ?? []).filter(isLive)} />
}
