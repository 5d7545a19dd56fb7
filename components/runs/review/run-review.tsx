'use client'

import dynamic from 'next/dynamic'
import { type ReactElement, useCallback, useMemo, useState } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { createCursor } from '#components/charts/cursor.ts'
import { DerivationProvider } from '#components/verdicts/derivation.tsx'
import { showCount } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { howItEnded } from '../follow/outcome.ts'
import { OutcomeBanner } from '../follow/outcome-banner.tsx'
import { addNote } from '../follow/run-requests.ts'
import { TimeTextProvider } from '../follow/time-text.tsx'
import css from '../runs.module.css'
import { GeneratorsTable } from '../tables/generators-table.tsx'
import { MetricsTable } from '../tables/metrics-table.tsx'
import { NotesSheet } from '../tables/notes-sheet.tsx'
import { ObjectivesTable } from '../tables/objectives-table.tsx'
import { OperationsTable } from '../tables/operations-table.tsx'
import { ChartsSheet } from '../timeline/charts-sheet.tsx'
import { toFlags } from '../timeline/run-plots.ts'
import { useOperationPoints } from '../timeline/use-operation-points.ts'
import { WhenSeen } from '../when-seen.tsx'
import { ExportMenu } from './export-menu.tsx'
import { JudgeAgain } from './judge-again.tsx'
import { PartChoice, partText } from './part-choice.tsx'
import { PhaseChoice } from './phase-choice.tsx'
import { PhasesTable } from './phases-table.tsx'
import { ReviewHead } from './review-head.tsx'
import { RunAgain } from './run-again.tsx'
import { type Narrowed, type SectionLink, SectionTabs } from './section-tabs.tsx'
import { useBaseline, useBaselineLine } from './use-baseline.ts'
import { type Selection, useSelection } from './use-selection.ts'
import { VerdictSheet } from './verdict-sheet.tsx'

const AnalysesSection = dynamic(() => import('../analyses/analyses-section.tsx').then((file) => file.AnalysesSection), {
  ssr: false,
  loading: () => null,
})
const MovedPanel = dynamic(() => import('#components/compare/moved-panel.tsx').then((file) => file.MovedPanel), {
  ssr: false,
  loading: () => null,
})
const LatencySection = dynamic(() => import('../latency/latency-section.tsx'), { ssr: false, loading: () => null })
const ResourcesSection = dynamic(() => import('../resources/resources-section.tsx'), {
  ssr: false,
  loading: () => null,
})
const ErrorsSection = dynamic(() => import('./errors-section.tsx'), { ssr: false, loading: () => null })
const CycleChecks = dynamic(() => import('../tables/cycle-checks.tsx'), { ssr: false, loading: () => null })
const SlowestSheet = dynamic(() => import('../samples/slowest-sheet.tsx'), { ssr: false, loading: () => null })

/** A run that ended: the answer, its proof, and one selection for all charts and tables. `from`: selected at first. */
export function RunReview({ view, from }: { view: RunView; from: TimeSpan | null }): ReactElement {
  const selection = useSelection(view, from)
  const outcome = howItEnded(view)
  const sections = useSections(view)
  return (
    <TimeTextProvider startedAt={view.run.startedAt}>
      <DerivationProvider>
        <ReviewHead
          view={view}
          tools={
            <>
              {view.canJudge && view.judgement ? <JudgeAgain view={view} /> : null}
              <ExportMenu view={view} selection={selection.text} asked={selection.asked} />
              {view.canStart && <RunAgain run={view.run} />}
            </>
          }
        />
        {outcome ? <OutcomeBanner outcome={outcome} /> : null}
        <VerdictSheet view={view} />
        <SectionTabs
          sections={sections}
          selection={selection.text}
          onWhole={selection.selectWhole}
          narrowed={narrowedOf(view, selection)}
          tools={
            <>
              <PhaseChoice
                view={view}
                whole={selection.whole}
                shown={selection.shown}
                isWhole={selection.isWhole}
                onSelect={selection.select}
                onWhole={selection.selectWhole}
              />
              <PartChoice view={view} part={selection.part} onChoose={selection.setPart} />
            </>
          }
        />
        <Sections view={view} selection={selection} />
      </DerivationProvider>
    </TimeTextProvider>
  )
}

/** What is selected beside the time. */
function narrowedOf({ summary }: RunView, { operation, setOperation, part, setPart }: Selection): Narrowed[] {
  const [name, of] = [operation && (summary.operations[operation]?.name ?? operation), partText(part)]
  return [
    ...(name ? [{ text: name, reset: 'Show all operations', onReset: () => setOperation(null) }] : []),
    ...(of ? [{ text: of, reset: 'Show all that took part', onReset: () => setPart(null) }] : []),
  ]
}

function useSections(view: RunView): SectionLink[] {
  const { failed } = view.summary.totals
  return useMemo(
    () => [
      { id: 'objectives', name: 'Objectives' },
      { id: 'moved', name: 'Changes' },
      { id: 'answers', name: 'Answers' },
      { id: 'timeline', name: 'Timeline' },
      { id: 'operations', name: 'Operations' },
      { id: 'latency', name: 'Latency' },
      { id: 'errors', name: 'Errors', count: showCount(failed)[0] },
      { id: 'slowest', name: 'Slowest' },
      { id: 'resources', name: 'Resources' },
      { id: 'generators', name: 'Load generators' },
      { id: 'notes', name: 'Notes' },
    ],
    [failed],
  )
}

function Sections({ view, selection }: { view: RunView; selection: Selection }): ReactElement {
  const { shown, whole, isWhole, operation, part, askedOne, summary, window, select } = selection
  const [cursor] = useState(createCursor)
  const points = useOperationPoints(view, operation, shown, part)
  const flags = useMemo(() => toFlags(view.events, view.run.endReason), [view.events, view.run.endReason])
  const baseline = useBaseline(view.run.id)
  const beside = useBaselineLine(part === null ? baseline : null, operation)
  const isFiltered = !isWhole || part !== null
  const minute = useCallback(
    (atMs: number) => select({ from: atMs / 1000, to: Math.min(whole.to, atMs / 1000 + 60) }),
    [select, whole.to],
  )
  return (
    <>
      <ObjectivesTable view={view} className="scroll-mt-16" selected={isFiltered ? summary : null} onMinute={minute} />
      <PhasesTable view={view} onSelect={select} />
      <WhenSeen id="moved" height={220}>
        <MovedPanel runId={view.run.id} canEdit={view.canStart} className="mt-0" />
      </WhenSeen>
      <WhenSeen id="answers" height={220}>
        <AnalysesSection view={view} onSelect={select} />
      </WhenSeen>
      <ChartsSheet
        view={view}
        summary={summary}
        points={points}
        operation={operation}
        onOperation={selection.setOperation}
        choice={selection.choice}
        onChoice={selection.setChoice}
        shown={shown}
        whole={whole}
        flags={flags}
        cursor={cursor}
        idle="worst"
        part={part}
        beside={beside}
        title="Timeline"
        meta="drag to select, double-click for the whole run"
        className={css.block ?? ''}
      />
      <OperationsTable
        view={view}
        summary={summary}
        window={window}
        detailed
        chosen={operation}
        onChoose={selection.setOperation}
      />
      <MetricsTable summary={summary} window={window} />
      <WhenSeen id="latency" height={760}>
        <LatencySection
          view={view}
          asked={askedOne}
          operation={operation}
          shown={shown}
          points={points}
          flags={flags}
          cursor={cursor}
          window={window}
          baseline={baseline}
          onOperation={selection.setOperation}
          onPayload={(payload) => selection.setPart(payload === null ? null : { payload })}
          onSelect={select}
          onWhole={selection.selectWhole}
        />
      </WhenSeen>
      <WhenSeen id="errors" height={420}>
        <ErrorsSection view={view} summary={summary} window={window} asked={askedOne} />
      </WhenSeen>
      <WhenSeen id="slowest" height={400}>
        <SlowestSheet runId={view.run.id} summary={summary} window={window} asked={askedOne} />
      </WhenSeen>
      <WhenSeen id="resources" height={420}>
        <ResourcesSection
          view={view}
          shown={shown}
          window={window}
          flags={flags}
          cursor={cursor}
          onSelect={select}
          onWhole={selection.selectWhole}
        />
      </WhenSeen>
      <GeneratorsTable view={view} span={isWhole ? null : shown} />
      <CycleChecks
        view={view}
        cycle={view.cycle ?? null}
        title={view.cycle ? 'Evidence' : 'During the run'}
        lists={['success', 'during', 'after']}
      />
      <NotesSheet
        view={view}
        span={isWhole ? null : shown}
        onSelect={select}
        {...(view.canAnnotate ? { onNote: (text) => addNote(view.run.id, text) } : {})}
      />
    </>
  )
}
