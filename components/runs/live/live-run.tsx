'use client'

import dynamic from 'next/dynamic'
import { memo, type ReactElement, useMemo, useState } from 'react'
import { createCursor } from '#components/charts/cursor.ts'
import { DerivationProvider } from '#components/verdicts/derivation.tsx'
import type { RunView } from '#lib/runs/schema.ts'
import banner from '../follow/banner.module.css'
import { waitingFor } from '../follow/outcome.ts'
import { ConnectionBanner, OutcomeBanner } from '../follow/outcome-banner.tsx'
import { addNote, changeLoad, continueRun, type PartAsked, stopRun } from '../follow/run-requests.ts'
import { TimeTextProvider } from '../follow/time-text.tsx'
import { type Connection, useElapsed, useNow } from '../follow/use-run-live.ts'
import { spanText } from '../review/use-selection.ts'
import { GeneratorsTable } from '../tables/generators-table.tsx'
import { MetricsTable } from '../tables/metrics-table.tsx'
import { NotesSheet } from '../tables/notes-sheet.tsx'
import { OperationsTable } from '../tables/operations-table.tsx'
import { ChartsSheet } from '../timeline/charts-sheet.tsx'
import { toFlags } from '../timeline/run-plots.ts'
import { defaultWindow, shownSpan, type WindowChoice, wholeRun } from '../timeline/shown-window.ts'
import { useOperationPoints } from '../timeline/use-operation-points.ts'
import { WhenSeen } from '../when-seen.tsx'
import { ChangeLoad } from './change-load.tsx'
import { LevelWait } from './level-wait.tsx'
import { LiveObjectives } from './live-objectives.tsx'
import { StatusStrip } from './status-strip.tsx'
import { StopRun } from './stop-run.tsx'
import { Tiles } from './tiles.tsx'

const LatencySection = dynamic(() => import('../latency/latency-section.tsx'), { ssr: false, loading: () => null })
const CycleChecks = dynamic(() => import('../tables/cycle-checks.tsx'), { ssr: false, loading: () => null })
const ResourcesSection = dynamic(() => import('../resources/resources-section.tsx'), {
  ssr: false,
  loading: () => null,
})
const LiveFailures = dynamic(() => import('./live-failures.tsx'), { ssr: false, loading: () => null })

const SO_FAR = 'whole run so far'

/** A run while it goes on: strip, tiles and charts on one screen, the tables below. */
export function LiveRun({ view, connection }: { view: RunView; connection: Connection }): ReactElement {
  const elapsedSeconds = useElapsed(view)
  const now = useNow()
  const waiting = waitingFor(view, now ?? new Date(view.run.createdAt))
  return (
    <TimeTextProvider startedAt={view.run.startedAt}>
      <DerivationProvider>
        <StatusStrip
          view={view}
          elapsedSeconds={elapsedSeconds}
          tools={view.canControl ? <Controls view={view} elapsedSeconds={elapsedSeconds} /> : null}
        />
        <ConnectionBanner connection={connection} />
        {waiting ? <OutcomeBanner outcome={waiting} className={banner.gapAbove ?? ''} /> : null}
        <LevelWait view={view} elapsedSeconds={elapsedSeconds} onContinue={() => continueRun(view.run.id)} />
        <Tiles view={view} elapsedSeconds={elapsedSeconds} />
        <Sections view={view} />
      </DerivationProvider>
    </TimeTextProvider>
  )
}

function Controls({ view, elapsedSeconds }: { view: RunView; elapsedSeconds: number }): ReactElement {
  const { id } = view.run
  return (
    <>
      <ChangeLoad
        view={view}
        onChange={async (level) => {
          await changeLoad(id, level)
        }}
      />
      <StopRun
        view={view}
        elapsedSeconds={elapsedSeconds}
        onStop={async () => {
          await stopRun(id)
        }}
      />
    </>
  )
}

/** Drawn with each tick, not with the clock, which goes on several times a second. */
const Sections = memo(function Sections({ view }: { view: RunView }): ReactElement {
  const [choice, setChoice] = useState<WindowChoice>(() => defaultWindow(view.run.plannedDurationMs / 1000))
  const [operation, setOperation] = useState<string | null>(null)
  const [cursor] = useState(createCursor)
  const whole = wholeRun(view)
  const last = view.points.at(-1)
  const shown = shownSpan(choice, last ? last.second + last.seconds : 0, whole)
  const points = useOperationPoints(view, operation, shown, null)
  const flags = useMemo(() => toFlags(view.events), [view.events])
  const asked = useMemo<PartAsked>(() => (operation === null ? {} : { operation }), [operation])
  const reached = { from: whole.from, to: last ? last.second + last.seconds : whole.to }
  return (
    <>
      <ChartsSheet
        view={view}
        summary={view.summary}
        points={points}
        operation={operation}
        onOperation={setOperation}
        choice={choice}
        onChoice={setChoice}
        shown={shown}
        whole={whole}
        flags={flags}
        cursor={cursor}
        idle="newest"
      />
      <LiveObjectives view={view} />
      <WhenSeen id="resources" height={420}>
        <ResourcesSection
          view={view}
          shown={shown}
          window={choice.kind === 'held' ? `newest readings of ${spanText(view, shown)}` : 'newest readings'}
          flags={flags}
          cursor={cursor}
          onSelect={(span) => setChoice({ kind: 'held', ...span })}
          onWhole={() => setChoice({ kind: 'follow', seconds: null })}
        />
      </WhenSeen>
      <OperationsTable
        view={view}
        summary={view.summary}
        window={SO_FAR}
        detailed={false}
        chosen={operation}
        onChoose={setOperation}
      />
      <MetricsTable summary={view.summary} window={SO_FAR} />
      <WhenSeen id="latency" height={760}>
        <LatencySection
          view={view}
          asked={asked}
          operation={operation}
          shown={reached}
          points={points}
          flags={flags}
          cursor={cursor}
          window={SO_FAR}
          onSelect={(span) => setChoice({ kind: 'held', ...span })}
          onWhole={() => setChoice({ kind: 'follow', seconds: null })}
        />
      </WhenSeen>
      <WhenSeen id="failures" height={200}>
        <LiveFailures view={view} asked={asked} />
      </WhenSeen>
      <GeneratorsTable view={view} />
      <CycleChecks view={view} cycle={view.cycle ?? null} title="During the run" lists={['during']} />
      <NotesSheet view={view} {...(view.canAnnotate ? { onNote: (text) => addNote(view.run.id, text) } : {})} />
    </>
  )
})
