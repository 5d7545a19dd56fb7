'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { NothingYet } from '#components/ui/titled-sheet.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { api, apiProblem, query } from '#lib/api/client.ts'
import { showMoment } from '#lib/core/moment.ts'
import { toneOf } from '#lib/reports/report-format.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

/** Runs of the plan that this cycle does not have yet. */
export function AttachDialog({ onClose }: { onClose: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const { data, error, isPending } = useQuery(
    query.runs.listOfPlan.queryOptions({ input: { id: cycle.plan.id, limit: 100 } }),
  )
  const known = new Set(cycle.runs.map(({ run }) => run.id))
  const others = (data?.items ?? []).filter((run) => !known.has(run.id))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Attach a run"
      description="A run of this plan made outside of the cycle. Of the same load and environment it is judged by the cycle's revision."
    >
      <Problem>{problem ?? (error && apiProblem(error).message)}</Problem>
      <ul className="max-h-96 overflow-y-auto rounded-md border border-line">
        {isPending ? <Skeleton className="m-3 h-24" /> : null}
        {data && others.length === 0 ? <NothingYet>Every run of the plan is attached already.</NothingYet> : null}
        {others.map((run) => (
          <li key={run.id} className="flex items-center gap-3 border-t border-line px-3 py-1.5 first:border-t-0">
            <div className="min-w-0 flex-1">
              <p className="truncate">
                <code>{run.label}</code> <b className="font-[550]">{run.scenario.name || run.scenario.key}</b>
              </p>
              <p className="text-xs text-ink-3">
                revision {run.revision} on {run.environment.name || run.environment.key}, {showMoment(run.createdAt)}
              </p>
            </div>
            <VerdictBadge verdict={toneOf(run)} look="plain" />
            <Button
              size="sm"
              busy={busy === run.id}
              aria-label={`Attach ${run.label}`}
              onClick={() => void attempt(() => api.cycles.attachRun({ id: cycle.id, run: run.id }), run.id)}
            >
              Attach
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
