import type { ReactElement } from 'react'
import { say, showCount, showLatency, showRate } from '#lib/core/number-format.ts'
import type { BenchJob } from '#lib/runs/bench-schema.ts'
import { FigureRow } from './figure-row.tsx'

const USUAL_DURATION_MS = 10_000

/** How far it is, and the last second. */
export function BenchProgress({ job }: { job: BenchJob }): ReactElement {
  const { progress, ask } = job
  const share = shareDone(job)
  return (
    <div className="pt-4">
      <div className="px-5 pb-1">
        <div
          role="progressbar"
          aria-label="Progress of the quick bench"
          aria-valuenow={Math.round(share * 100)}
          aria-valuemin={0}
          aria-valuemax={100}
          className="h-1.5 overflow-hidden rounded-full bg-sunken"
        >
          <div className="h-full bg-accent transition-[width] duration-500" style={{ width: `${share * 100}%` }} />
        </div>
        <p className="mt-2 min-h-8 text-xs text-pretty text-ink-2">{says(job)}</p>
      </div>
      <FigureRow
        figures={[
          ['Requests', showCount(progress?.requests), ask.requests ? `of ${say(showCount(ask.requests))}` : ''],
          ['Rate', showRate(progress?.ratePerSecond), 'in the last second'],
          ['p95', showLatency(progress?.p95Ms), 'in the last second'],
          ['Failed', showCount(progress?.failed), ''],
        ]}
      />
    </div>
  )
}

function shareDone({ progress, ask }: BenchJob): number {
  if (!progress) return 0
  const part =
    ask.requests === undefined
      ? progress.elapsedMs / (ask.durationMs ?? USUAL_DURATION_MS)
      : progress.requests / ask.requests
  return Math.min(1, part)
}

function says({ state, notice, progress, stopRequested }: BenchJob): string {
  if (stopRequested) return 'Stopping: no new request leaves, those on their way may end.'
  if (state === 'waiting') return notice ?? 'A worker is taking it.'
  return progress ? 'Under way.' : 'The worker gets ready: names, connections, and what the plan does beforehand.'
}
