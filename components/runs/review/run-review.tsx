'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronRight, Download } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useMemo, useState } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { Button } from '#components/ui/button.tsx'
import { showClock, showCount } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { howItEnded } from '../follow/outcome.ts'
import { OutcomeBanner } from '../follow/outcome-banner.tsx'
import { addNote, fetchSummary, type PartAsked } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'
import css from '../runs.module.css'
import { SlowestSheet } from '../samples/slowest-sheet.tsx'
import { GeneratorsTable } from '../tables/generators-table.tsx'
import { MetricsTable } from '../tables/metrics-table.tsx'
import { NotesSheet } from '../tables/notes-sheet.tsx'
import { ObjectivesTable } from '../tables/objectives-table.tsx'
import { OperationsTable } from '../tables/operations-table.tsx'
import { ChartsSheet } from '../timeline/charts-sheet.tsx'
import { toPhases } from '../timeline/phases.ts'
import { shownSpan, type WindowChoice, wholeRun } from '../timeline/shown-window.ts'
import { ErrorsTable } from './errors-table.tsx'
import { type ChosenPart, PartChoice, partText } from './part-choice.tsx'
import review from './review.module.css'
import { RunAgain } from './run-again.tsx'
import { SectionTabs } from './section-tabs.tsx'
import { VerdictSheet } from './verdict-sheet.tsx'

/** A run that ended: the answer, its proof, and one time selection for charts and tables. */
export function RunReview({ view }: { view: RunView }): ReactElement {
  const [choice, setChoice] = useState<WindowChoice>({ kind: 'follow', seconds: null })
  const [part, setPart] = useState<ChosenPart>(null)
  const whole = useMemo(() => wholeRun(view), [view])
  const shown = useMemo(() => shownSpan(choice, whole.to, whole), [choice, whole])
  const isWhole = shown.from <= whole.from && shown.to >= whole.to
  const asked: PartAsked = { ...(isWhole ? {} : toMs(shown)), ...part }
  const { summary, isStale } = useWindowSummary(view, asked, isWhole && part === null)
  const selection = isWhole ? null : selectionText(view, shown)
  // Where one-second rows were let go, the numbers reach a little further than the selection.
  const covered = isStale ? shown : { from: summary.from / 1000, to: summary.to / 1000 }
  const window = [isWhole ? 'whole run' : selectionText(view, covered), partText(part), isStale ? 'reading' : null]
    .filter((text) => text !== null)
    .join(', ')
  const outcome = howItEnded(view)
  const sections = useMemo(
    () => [
      { id: 'objectives', name: 'Objectives' },
      { id: 'timeline', name: 'Timeline' },
      { id: 'operations', name: 'Operations' },
      { id: 'errors', name: 'Errors', count: showCount(view.summary.totals.failed)[0] },
      { id: 'slowest', name: 'Slowest' },
      { id: 'generators', name: 'Load generators' },
      { id: 'notes', name: 'Notes' },
    ],
    [view.summary.totals.failed],
  )
  return (
    <>
      <ReviewHead view={view} />
      {outcome ? <OutcomeBanner outcome={outcome} /> : null}
      <VerdictSheet view={view} />
      <SectionTabs
        sections={sections}
        selection={selection ? `Timeline, operations and errors: ${selection}` : null}
        onWhole={() => setChoice({ kind: 'follow', seconds: null })}
        tools={<PartChoice view={view} part={part} onChoose={setPart} />}
      />
      <ObjectivesTable view={view} className="scroll-mt-16" />
      <ChartsSheet
        view={view}
        choice={choice}
        onChoice={setChoice}
        shown={shown}
        whole={whole}
        idle="worst"
        part={part}
        title="Timeline"
        meta="drag to select, double-click for the whole run"
        className={css.block ?? ''}
      />
      <OperationsTable view={view} summary={summary} window={window} detailed />
      <MetricsTable summary={summary} window={window} />
      <ErrorsTable runId={view.run.id} summary={summary} window={window} asked={asked} />
      <SlowestSheet runId={view.run.id} summary={summary} window={window} asked={asked} />
      <GeneratorsTable view={view} />
      <NotesSheet view={view} {...(view.canAnnotate ? { onNote: (text) => addNote(view.run.id, text) } : {})} />
    </>
  )
}

/** Exact percentiles of the selected window and part come from the server's histograms; the whole run is already here. */
function useWindowSummary(
  view: RunView,
  asked: PartAsked,
  isWhole: boolean,
): { summary: RunView['summary']; isStale: boolean } {
  const { data, isPlaceholderData, isPending } = useQuery({
    queryKey: [...runViewKey(view.run.id), 'summary', asked],
    queryFn: () => fetchSummary(view.run.id, asked),
    enabled: !isWhole,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
  if (isWhole) return { summary: view.summary, isStale: false }
  return { summary: data ?? view.summary, isStale: isPlaceholderData || isPending }
}

const toMs = (span: TimeSpan): { from: number; to: number } => ({
  from: Math.floor(span.from) * 1000,
  to: Math.ceil(span.to) * 1000,
})

/** A selection that is exactly a phase carries its name. */
function selectionText(view: RunView, span: TimeSpan): string {
  const phase = toPhases(view.stages).find((p) => Math.abs(p.from - span.from) < 1 && Math.abs(p.to - span.to) < 1)
  const times = `${showClock(span.from)}–${showClock(span.to)}`
  return phase ? `${phase.name}, ${times}` : times
}

function ReviewHead({ view }: { view: RunView }): ReactElement {
  const { run, canStart } = view
  const begin = run.startedAt ?? run.createdAt
  const day = new Date(begin).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const time = (iso: string): string => iso.slice(11, 16)
  const span = run.endedAt && run.startedAt ? `${time(begin)} to ${time(run.endedAt)} UTC` : `${time(begin)} UTC`
  return (
    <div className={review.pageHead}>
      <div>
        <nav className={review.crumbs} aria-label="Path">
          <Link href={`/plans/${run.planId}`}>{run.planName}</Link>
          <ChevronRight aria-hidden />
          <Link href="/runs">Runs</Link>
          <ChevronRight aria-hidden />
          <span>{run.label}</span>
        </nav>
        <h1>
          {run.scenario.name} on {run.planVersion || run.planName}
        </h1>
        <p>
          {day}, {span}, {run.environment.name}, revision {run.revision}
          {run.startedBy ? `, started by ${run.startedBy}` : ''}
        </p>
      </div>
      <span className={css.grow} />
      <div className="flex items-center gap-2">
        <Button asChild>
          <a href={`/api/v1/runs/${run.id}/summary`} download={`${run.label.toLowerCase()}-summary.json`}>
            <Download aria-hidden />
            Numbers as JSON
          </a>
        </Button>
        {canStart && <RunAgain run={run} />}
      </div>
    </div>
  )
}
