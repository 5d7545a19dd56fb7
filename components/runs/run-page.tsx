'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { type ReactElement, useEffect, useMemo } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { useRunLive } from './follow/use-run-live.ts'

const LiveRun = dynamic(() => import('./live/live-run.tsx').then((file) => file.LiveRun), { loading: () => null })
// Only where the import stands here itself does the page name its scripts and styles ahead.
const RunReview = dynamic(() => import('./review/run-review.tsx').then((file) => file.RunReview), {
  loading: () => null,
})

interface Props {
  /** A `RunView` as JSON: a text of a megabyte is handed over in no time, hundreds of operations number by number are not. */
  json: string
  from: TimeSpan | null
}

/** One page for a run's whole life: it turns into the review when the run ends. */
export function RunPage({ json, from }: Props): ReactElement {
  const router = useRouter()
  const initial = useMemo(() => JSON.parse(json) as RunView, [json])
  const { view, connection } = useRunLive(initial)
  // So that the end of the run finds the review already here.
  useEffect(() => {
    void import('./review/run-review.tsx')
  }, [])
  const hasEnded = view.run.state === 'ended' && initial.run.state !== 'ended'
  // The shell counts live runs; it was rendered before this one ended.
  useEffect(() => {
    if (hasEnded) router.refresh()
  }, [hasEnded, router])
  return view.run.state === 'ended' ? (
    <RunReview view={view} from={from} />
  ) : (
    <LiveRun view={view} connection={connection} />
  )
}
