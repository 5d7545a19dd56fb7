'use client'

import { CalendarClock, CircleAlert, Clock } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { MoreRows } from '#components/ui/more-rows.tsx'
import { showMoment } from '#lib/core/moment.ts'
import type { ScheduledTest } from '#lib/reports/overview-schema.ts'
import { sayDay } from '#lib/reports/report-format.ts'

const StartNowDialog = dynamic(() => import('./start-now-dialog.tsx').then((file) => file.StartNowDialog), {
  ssr: false,
})

const SHOWN = 8

/** Tests and cycles by when they are due, the late ones first. */
export function Scheduled({ tests, mayStart }: { tests: readonly ScheduledTest[]; mayStart: boolean }): ReactElement {
  const [isWhole, setWhole] = useState(false)
  return (
    <div className="sheet overflow-hidden">
      <ol>
        {(isWhole ? tests : tests.slice(0, SHOWN)).map((test) => (
          <Test key={test.key} test={test} mayStart={mayStart} />
        ))}
      </ol>
      {tests.length > SHOWN ? (
        <MoreRows count={tests.length - SHOWN} isWhole={isWhole} onChange={setWhole} what="tests" />
      ) : null}
    </div>
  )
}

function Test({ test, mayStart }: { test: ScheduledTest; mayStart: boolean }): ReactElement {
  const [isAsking, setAsking] = useState(false)
  const Icon = test.isOverdue ? CalendarClock : Clock
  const { cycle, scenario, planId, planName } = test
  const due = test.dueAt && (cycle ? sayDay(test.dueAt) : showMoment(test.dueAt))
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
          <Link href={cycle ? `/cycles/${cycle.id}` : `/plans/${planId}`} className="hover:underline">
            <b className="font-[550]">{cycle ? cycle.name : scenario.name}</b> {planName}
          </Link>
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-3">
          {test.isOverdue ? (
            <span className="inline-flex items-center gap-1 font-[550] text-fail">
              <CircleAlert aria-hidden className="size-3" />
              Overdue
            </span>
          ) : null}
          {due ? (
            <span className="text-ink-2">{`${cycle ? 'cycle, ' : ''}${test.isOverdue ? 'due ' : cycle ? 'begins ' : ''}${due}`}</span>
          ) : null}
          <span>{[test.cadence, test.environment && `on ${test.environment}`].filter(Boolean).join(', ')}</span>
        </p>
      </div>
      {mayStart ? (
        <Button
          size="sm"
          kind={test.isOverdue ? 'secondary' : 'ghost'}
          onClick={() => setAsking(true)}
          aria-label={`Start now: ${cycle ? cycle.name : `${scenario.name} of ${planName}`}`}
        >
          Start now
        </Button>
      ) : null}
      {isAsking ? <StartNowDialog test={test} onClose={() => setAsking(false)} /> : null}
    </li>
  )
}
