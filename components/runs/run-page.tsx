'use client'

import type { ReactElement } from 'react'
import type { RunView } from '#lib/runs/schema.ts'
import { useRunLive } from './follow/use-run-live.ts'
import { LiveRun } from './live/live-run.tsx'
import { RunReview } from './review/run-review.tsx'

/** One page for a run's whole life: it turns into the review when the run ends. */
export function RunPage({ initial }: { initial: RunView }): ReactElement {
  const { view, connection } = useRunLive(initial)
  return view.run.state === 'ended' ? <RunReview view={view} /> : <LiveRun view={view} connection={connection} />
}
