import Link from 'next/link'
import type { ReactElement } from 'react'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import type { RunHead } from '#lib/runs/schema.ts'
import { sayWhen, verdictOf } from './outcome.ts'

/** The last runs that ended, beside the plans. */
export function RecentRuns({ runs, now }: { runs: readonly RunHead[]; now: string }): ReactElement {
  return (
    <ul className="sheet">
      {runs.map((run) => (
        <li
          key={run.id}
          className="flex items-center gap-3 border-b border-[color-mix(in_oklab,var(--line)_62%,transparent)] px-3.5 py-2 last:border-b-0"
        >
          <div className="min-w-0 flex-1">
            <Link href={`/runs/${run.id}`} className="block truncate font-[550] hover:underline">
              {run.scenario.name || run.scenario.key} <span className="font-normal text-ink-2">{run.planName}</span>
            </Link>
            <span className="text-xs text-ink-3">
              <code>{run.label}</code>, {sayWhen(run.endedAt ?? run.createdAt, now)}
            </span>
          </div>
          <VerdictBadge verdict={verdictOf(run)} />
        </li>
      ))}
    </ul>
  )
}
