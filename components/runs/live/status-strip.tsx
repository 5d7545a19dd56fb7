'use client'

import clsx from 'clsx'
import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { ValidityBadge, verdictTone } from '#components/verdicts/verdict-badge.tsx'
import { type Shown, say, showClock, showPercent, showRate } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { recent } from '../follow/readings.ts'
import { LeftPlan } from '../left-plan.tsx'
import css from '../runs.module.css'
import { phaseAt, toPhases } from '../timeline/phases.ts'
import live from './live.module.css'
import { PhaseRuler } from './phase-ruler.tsx'

const STATE_WORD: Record<RunView['run']['state'], string> = {
  queued: 'Queued',
  starting: 'Starting',
  running: 'Live',
  stopping: 'Stopping',
  ended: 'Ended',
}

interface Props {
  view: RunView
  /** Between two ticks the clock goes on by itself. */
  elapsedSeconds: number
  tools: ReactNode
}

/** Where the run stands, in one line of identity and one of numbers. */
export function StatusStrip({ view, elapsedSeconds, tools }: Props): ReactElement {
  const { run } = view
  return (
    <section className={clsx(css.sheet, live.strip)} aria-label="Status">
      <div className={live.stripId}>
        <span className={clsx(css.chip, run.state === 'running' && css.liveChip)} role="status" aria-live="polite">
          {run.state === 'running' ? <span className={css.pulse} /> : null}
          {STATE_WORD[run.state]}
        </span>
        <h1>{run.scenario.name}</h1>
        <span className={live.stripFacts}>
          <Link className={css.plainLink} href={`/plans/${run.planId}`}>
            {run.planName} {run.versionUnderTest}
          </Link>
          <Fact>revision {run.revision}</Fact>
          <Fact>
            <span className={css.mono}>{run.label}</span>
          </Fact>
          <Fact>{run.environment.name}</Fact>
          {run.startedAt ? (
            <Fact>
              started {run.startedAt.slice(11, 19)} UTC{run.startedBy ? ` by ${run.startedBy}` : ''}
            </Fact>
          ) : null}
        </span>
        {run.leftPlanAtMs === null ? null : <LeftPlan atMs={run.leftPlanAtMs} />}
        <span className={css.grow} />
        {tools}
      </div>
      <Cells view={view} elapsedSeconds={elapsedSeconds} />
    </section>
  )
}

function Cells({ view, elapsedSeconds }: { view: RunView; elapsedSeconds: number }): ReactElement {
  const { run } = view
  const phases = toPhases(view.stages)
  const phase = run.state === 'running' || run.state === 'stopping' ? phaseAt(phases, elapsedSeconds) : null
  const planned = run.plannedDurationMs / 1000
  const now = recent(view.points)
  const share = now && now.offered > 0 ? now.achieved / now.offered : null
  const validity = view.judgement?.verdict.validity.status ?? null
  return (
    <div className={live.stripCells}>
      <Cell label="Phase">
        <span className={live.word}>
          {phase?.name ?? (run.state === 'running' ? 'Draining' : STATE_WORD[run.state])}
        </span>
      </Cell>
      <Cell label="Elapsed">{showClock(elapsedSeconds)}</Cell>
      <Cell label="Remaining">
        <span className={css.soft}>{showClock(Math.max(0, planned - elapsedSeconds))}</span>
      </Cell>
      <div className={clsx(live.cell, live.rulerCell)}>
        <PhaseRuler phases={phases} elapsedSeconds={elapsedSeconds} plannedSeconds={planned} />
      </div>
      <Cell label="Offered">
        <WithUnit shown={showRate(now?.offered)} />
      </Cell>
      <Cell label="Achieved">
        <WithUnit shown={showRate(now?.achieved)} />
        {share === null ? null : (
          <em className={share < 0.95 ? verdictTone('warn') : undefined}>{say(showPercent(Math.min(1, share)))}</em>
        )}
      </Cell>
      <div className={live.cell}>
        <span className={live.cellLabel}>Instrument</span>
        <span className={live.light}>
          {validity ? <ValidityBadge validity={validity} look="plain" /> : <span className={css.muted}>–</span>}
        </span>
      </div>
    </div>
  )
}

function Fact({ children }: { children: ReactNode }): ReactElement {
  return (
    <>
      <span className={css.dotSep} />
      <span className={css.muted}>{children}</span>
    </>
  )
}

function Cell({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <div className={live.cell}>
      <span className={live.cellLabel}>{label}</span>
      <span className={live.cellValue}>{children}</span>
    </div>
  )
}

function WithUnit({ shown: [digits, unit] }: { shown: Shown }): ReactElement {
  return (
    <>
      {digits}
      {unit ? <i>{unit}</i> : null}
    </>
  )
}
