'use client'

import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { CircleDashed } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { CompareChoice } from '#components/compare/compare-choice.tsx'
import { ValidityBadge, VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { showMoment } from '#lib/core/moment.ts'
import { showClock } from '#lib/core/number-format.ts'
import { endText, isActive } from '#lib/runs/run-state.ts'
import type { RunHead } from '#lib/runs/schema.ts'
import { fetchProjectRuns, type RunPageOfList } from '../follow/run-requests.ts'
import { Bare, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import table from '../tables/tables.module.css'
import { liveFirst } from './live-first.ts'

interface Props {
  projectId: string
  cursor: string | null
  initial: RunPageOfList
}

/** The runs of a project, live ones first, then the newest. */
export function RunsList({ projectId, cursor, initial }: Props): ReactElement {
  const { data } = useQuery({
    queryKey: ['runs', 'list', projectId, cursor],
    queryFn: () => fetchProjectRuns(projectId, cursor),
    initialData: initial,
    staleTime: 1000,
    refetchInterval: (query) => (query.state.data?.items.some((run) => isActive(run.state)) ? 2000 : 15_000),
  })
  const runs = liveFirst(data.items)
  const live = runs.filter((run) => isActive(run.state)).length
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const tick = (id: string): void =>
    setTicked((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
  return (
    <section className={css.sheet} aria-label="Runs">
      <CompareChoice runs={runs.filter(({ id }) => ticked.has(id))} onNone={() => setTicked(new Set())} />
      <TableWrap label="Table of runs">
        <table className={clsx(table.table, table.stacked)}>
          <caption className={css.sr} aria-live="polite">
            Runs of the project, {live} of them live, then the newest first
          </caption>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Plan</th>
              <th scope="col">Scenario</th>
              <th scope="col">State</th>
              <th scope="col">Verdict</th>
              <th scope="col">Instrument</th>
              <th scope="col">Started</th>
              <th scope="col" className={clsx(table.r, table.flush)}>
                Duration
              </th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunLine key={run.id} run={run} isTicked={ticked.has(run.id)} onTick={() => tick(run.id)} />
            ))}
          </tbody>
        </table>
      </TableWrap>
      <Pages cursor={cursor} next={data.nextCursor ?? null} />
    </section>
  )
}

function RunLine({ run, isTicked, onTick }: { run: RunHead; isTicked: boolean; onTick: () => void }): ReactElement {
  const begun = run.startedAt ?? run.createdAt
  return (
    <tr>
      <th scope="row" className={table.name}>
        <span className="inline-flex items-center gap-2 align-middle">
          <input
            type="checkbox"
            className="size-3.5 accent-(--accent)"
            aria-label={`Compare ${run.label}`}
            checked={isTicked}
            disabled={run.state !== 'ended' || run.endReason === 'failed'}
            onChange={onTick}
          />
          <Link className={css.link} href={`/runs/${run.id}`}>
            {run.label}
          </Link>
        </span>
      </th>
      <td>
        {run.planName} <span className={css.muted}>{run.versionUnderTest}</span>
      </td>
      <td className={table.toEnd}>{run.scenario.name}</td>
      <td className={table.corner}>
        <StateCell run={run} />
      </td>
      <td>
        <Outcome run={run} />
      </td>
      <td className={table.wideCell}>
        {run.validity ? <ValidityBadge validity={run.validity} look="plain" /> : <span className={css.muted}>–</span>}
      </td>
      <td className={clsx(css.mono, table.toEnd)} style={{ whiteSpace: 'nowrap' }}>
        <time dateTime={begun}>{showMoment(begun)}</time>
      </td>
      <td className={clsx(table.r, table.wideCell)}>
        <Bare>{run.startedAt ? showClock(run.elapsedMs / 1000) : '–'}</Bare>
        {isActive(run.state) ? <span className={css.muted}> of {showClock(run.plannedDurationMs / 1000)}</span> : null}
      </td>
      <td className={table.wideCell}>{run.startedBy ?? <span className={css.muted}>–</span>}</td>
    </tr>
  )
}

function StateCell({ run }: { run: RunHead }): ReactElement {
  if (run.state === 'running')
    return (
      <span className={clsx(css.chip, css.liveChip)}>
        <span className={css.pulse} />
        Live
      </span>
    )
  if (run.state !== 'ended')
    return (
      <span className={css.chip}>
        <CircleDashed aria-hidden />
        {run.state.charAt(0).toUpperCase() + run.state.slice(1)}
      </span>
    )
  return <span className={css.soft}>{endText(run)}</span>
}

function Outcome({ run }: { run: RunHead }): ReactElement {
  if (run.validity === 'invalid') return <VerdictBadge verdict="invalid" look="plain" />
  if (run.verdict) return <VerdictBadge verdict={run.verdict} look="plain" />
  return <span className={css.muted}>{isActive(run.state) ? 'not yet' : '–'}</span>
}

function Pages({ cursor, next }: { cursor: string | null; next: string | null }): ReactElement | null {
  if (!cursor && !next) return null
  return (
    <nav className={table.pages} aria-label="Pages">
      {cursor ? (
        <Link className={css.link} href="/runs">
          Newest runs
        </Link>
      ) : null}
      <span className={css.grow} />
      {next ? (
        <Link className={css.link} href={`/runs?cursor=${next}`}>
          Older runs
        </Link>
      ) : null}
    </nav>
  )
}
