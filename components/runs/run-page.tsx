'use client'

import dynamic from 'next/dynamic'
import { type ReactElement, useEffect } from 'react'
import type { RunView } from '#lib/runs/schema.ts'
import { useRunLive } from './follow/use-run-live.ts'

const loadReview = () => import('./review/run-review.tsx').then((file) => file.RunReview)
const LiveRun = dynamic(() => import('./live/live-run.tsx').then((file) => file.LiveRun))
const RunReview = dynamic(loadReview)

/** One page for a run's whole life: it turns into the review when the run ends. */
export function RunPage({ initial }: { initial: RunView }): ReactElement {
  const { view, connection } = useRunLive(initial)
  // So that the end of the run finds the review already here.
  useEffect(() => {
    void loadReview()
  }, [])
  return view.run.state === 'ended' ? <RunReview view={view} /> : <LiveRun view={view} connection={connection} />
}
