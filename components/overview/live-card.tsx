'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { ValidityBadge } from '#components/verdicts/verdict-badge.tsx'
import { api } from '#lib/api/client.ts'
import { showClock } from '#lib/core/number-format.ts'
import type { RunHead } from '#lib/runs/schema.ts'
import { LiveFigures } from './live-figures.tsx'
import { isLive } from './outcome.ts'

/** The runs that are live, asked for again every two seconds while there are any. */
export function LiveRuns({ projectId, initial }: { projectId: string; initial: RunHead[] }): ReactElement | null {
  const { data } = useQuery({
    queryKey: ['live-runs', projectId],
    queryFn: () => api.runs.listOfProject({ id: projectId, limit: 20 }),
    initialData: { items: initial },
    refetchInterval: (query) => (query.state.data?.items.some(isLive) ? 2000 : 10_000),
  })
  const live = data.items.filter(isLive)
  if (live.length === 0) return null
  return (
    <section aria-label="Live now" className="mb-7">
      <h2 className="mb-2.5 text-md font-semibold tracking-[-0.012em]">Live now</h2>
      <div className="grid gap-4 min-[860px]:grid-cols-2">
        {live.map((run) => (
          <LiveCard key={run.id} run={run} />
        ))}
      </div>
    </section>
  )
}

const STATES = {
  queued: 'Queued',
  starting: 'Starting',
  running: 'Running',
  stopping: 'Stopping',
  ended: 'Ended',
} as const

function LiveCard({ run }: { run: RunHead }): ReactElement {
  const { elapsedMs, plannedDurationMs } = run
  const left = Math.max(0, plannedDurationMs - elapsedMs)
  const done = plannedDurationMs > 0 ? Math.min(100, (elapsedMs / plannedDurationMs) * 100) : 0
  return (
    <Link href={`/runs/${run.id}`} className="sheet block px-4 pt-2.5 pb-3 hover:border-n-400">
      <div className="flex min-h-6.5 flex-wrap items-center gap-x-[9px]">
        <span className="pulse-dot motion-safe:animate-pulse" />
        <h3 className="text-md font-semibold tracking-[-0.012em]">{run.scenario.name || run.scenario.key}</h3>
        <span className="min-w-0 truncate text-ink-2">
          {run.planName} {run.versionUnderTest}
        </span>
        <code className="text-ink-3">{run.label}</code>
        <span className="flex-1" />
        {run.validity ? <ValidityBadge validity={run.validity} look="plain" /> : null}
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-2.5 text-xs">
        <b className="font-[550]">{run.stage ?? STATES[run.state]}</b>
        <span
          role="progressbar"
          aria-label={`Progress of ${run.label}`}
          aria-valuenow={Math.round(done)}
          className="h-1 min-w-24 flex-1 overflow-hidden rounded-full bg-n-200"
        >
          <span className="block h-full bg-ink-2" style={{ width: `${done}%` }} />
        </span>
        <span className="font-mono">{showClock(elapsedMs / 1000)}</span>
        <span className="text-ink-3">
          {showClock(left / 1000)} left on {run.environment.name || run.environment.key}
        </span>
      </div>
      {run.state === 'running' ? <LiveFigures runId={run.id} /> : null}
    </Link>
  )
}
