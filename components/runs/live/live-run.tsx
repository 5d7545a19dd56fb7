'use client'

import { type ReactElement, useState } from 'react'
import type { RunView } from '#lib/runs/schema.ts'
import banner from '../follow/banner.module.css'
import { waitingFor } from '../follow/outcome.ts'
import { ConnectionBanner, OutcomeBanner } from '../follow/outcome-banner.tsx'
import { addNote, changeLoad, continueRun, stopRun } from '../follow/run-requests.ts'
import { type Connection, useElapsed, useNow } from '../follow/use-run-live.ts'
import { GeneratorsTable } from '../tables/generators-table.tsx'
import { MetricsTable } from '../tables/metrics-table.tsx'
import { NotesSheet } from '../tables/notes-sheet.tsx'
import { ObjectivesTable } from '../tables/objectives-table.tsx'
import { OperationsTable } from '../tables/operations-table.tsx'
import { ChartsSheet } from '../timeline/charts-sheet.tsx'
import { defaultWindow, shownSpan, type WindowChoice, wholeRun } from '../timeline/shown-window.ts'
import { ChangeLoad } from './change-load.tsx'
import { LevelWait } from './level-wait.tsx'
import { StatusStrip } from './status-strip.tsx'
import { StopRun } from './stop-run.tsx'
import { Tiles } from './tiles.tsx'

/** A run while it goes on: strip, tiles and charts on one screen, the tables below. */
export function LiveRun({ view, connection }: { view: RunView; connection: Connection }): ReactElement {
  const [choice, setChoice] = useState<WindowChoice>(() => defaultWindow(view.run.plannedDurationMs / 1000))
  const elapsedSeconds = useElapsed(view)
  const whole = wholeRun(view)
  const last = view.points.at(-1)
  const shown = shownSpan(choice, last ? last.second + last.seconds : 0, whole)
  const now = useNow()
  const waiting = waitingFor(view, now ?? new Date(view.run.createdAt))
  return (
    <>
      <StatusStrip
        view={view}
        elapsedSeconds={elapsedSeconds}
        tools={
          view.canControl ? (
            <>
              <ChangeLoad
                view={view}
                onChange={async (level) => {
                  await changeLoad(view.run.id, level)
                }}
              />
              <StopRun
                view={view}
                elapsedSeconds={elapsedSeconds}
                onStop={async () => {
                  await stopRun(view.run.id)
                }}
              />
            </>
          ) : null
        }
      />
      <ConnectionBanner connection={connection} />
      {waiting ? <OutcomeBanner outcome={waiting} className={banner.gapAbove ?? ''} /> : null}
      <LevelWait view={view} elapsedSeconds={elapsedSeconds} onContinue={() => continueRun(view.run.id)} />
      <Tiles view={view} elapsedSeconds={elapsedSeconds} />
      <ChartsSheet view={view} choice={choice} onChoice={setChoice} shown={shown} whole={whole} idle="newest" />
      <ObjectivesTable view={view} />
      <OperationsTable view={view} summary={view.summary} window="whole run so far" detailed={false} />
      <MetricsTable summary={view.summary} window="whole run so far" />
      <GeneratorsTable view={view} />
      <NotesSheet view={view} {...(view.canAnnotate ? { onNote: (text) => addNote(view.run.id, text) } : {})} />
    </>
  )
}
