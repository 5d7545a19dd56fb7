'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { SampleView } from '#lib/runs/sample.ts'
import { fetchSamples, type SamplesAsked } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'

export interface Samples {
  samples: readonly SampleView[]
  /** There are more than were read. */
  hasMore: boolean
  isPending: boolean
  /** For the reader; null while all is well. */
  problem: string | null
}

/** Kept exchanges of an ended run. */
export function useSamples(runId: string, asked: SamplesAsked | null): Samples {
  const { data, error, isPending } = useQuery({
    queryKey: [...runViewKey(runId), 'samples', asked],
    queryFn: () => fetchSamples(runId, asked ?? {}),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
  return {
    samples: data?.items ?? [],
    hasMore: data?.nextCursor !== undefined,
    isPending: isPending && asked !== null,
    problem: error?.message ?? null,
  }
}
