'use client'

import { CalendarClock, CircleAlert, Clock } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { api, apiProblem } from '#lib/api/client.ts'
import { showMoment } from '#lib/core/moment.ts'
import type { ScheduledTest } from '#lib/reports/overview-schema.ts'

/** Tests by when they are due, the late ones first. */
export function Scheduled({ tests, mayStart }: { tests: readonly ScheduledTest[]; mayStart: boolean }): ReactElement {
  return (
    <ol className="sheet overflow-hidden">
      {tests.map((test) => (
        <Test key={test.key} test={test} mayStart={mayStart} />
      ))}
    </ol>
  )
}

function Test({ test, mayStart }: { test: ScheduledTest; mayStart: boolean }): ReactElement {
  const router = useRouter()
  const { busy, problem, attempt } = useAttempt((thrown) => apiProblem(thrown).message)
  const Icon = test.isOverdue ? CalendarClock : Clock
  const start = (): void =>
    void attempt(async () => {
      const run = await api.runs.start({
        id: test.planId,
        scenario: test.scenario.key,
        ...(test.environment ? { environment: test.environment } : {}),
      })
      router.push(`/runs/${run.id}`)
    })
  return (
    <li
      className={cn(
        'grid grid-cols-[20px_minmax(0,1fr)_auto] items-start gap-2.5 border-b border-[color-mix(in_oklab,var(--line)_62%,transparent)] py-[9px] pr-3 pl-3.5 last:border-b-0',
        test.isOverdue && 'bg-[color-mix(in_oklab,var(--fail-soft)_55%,var(--panel))]',
      )}
    >
      <Icon aria-hidden className={cn('mt-0.5 size-4', test.isOverdue ? 'text-fail' : 'text-ink-3')} />
      <div className="min-w-0">
        <p className="break-words">
          <b className="font-[550]">{test.scenario.name}</b> {test.planName}
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-3">
          {test.isOverdue ? (
            <span className="inline-flex items-center gap-1 font-[550] text-fail">
              <CircleAlert aria-hidden className="size-3" />
              Overdue
            </span>
          ) : null}
          {test.dueAt ? (
            <span className="text-ink-2">
              {test.isOverdue ? `due ${showMoment(test.dueAt)}` : showMoment(test.dueAt)}
            </span>
          ) : null}
          <span>{[test.cadence, test.environment && `on ${test.environment}`].filter(Boolean).join(', ')}</span>
        </p>
        {problem ? (
          <p role="alert" className="text-xs text-pretty text-fail">
            {problem}
          </p>
        ) : null}
      </div>
      {test.isOverdue && mayStart ? (
        <Button
          size="sm"
          busy={busy !== null}
          onClick={start}
          aria-label={`Start ${test.scenario.name} of ${test.planName} now`}
        >
          Start now
        </Button>
      ) : null}
    </li>
  )
}
