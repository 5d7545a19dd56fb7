'use client'

import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactElement, useMemo, useState } from 'react'
import { ChartSheet } from '#components/runs/chart-sheet.tsx'
import { Num, RunSheet, TableWrap } from '#components/runs/parts.tsx'
import review from '#components/runs/review/review.module.css'
import runs from '#components/runs/runs.module.css'
import table from '#components/runs/tables/tables.module.css'
import { Button } from '#components/ui/button.tsx'
import { EmptyState, LoadSketch } from '#components/ui/empty-state.tsx'
import { Select } from '#components/ui/select.tsx'
import { ValidityBadge, VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { showMoment } from '#lib/core/moment.ts'
import { say } from '#lib/core/number-format.ts'
import type { TrendRun, TrendView } from '#lib/verdicts/trend-schema.ts'
import { TrendChart } from './trend-plot.tsx'
import { changeOfLevel, showOf, type TrendPlot, trendNumbers, trendPlots } from './trend-plots.ts'
import css from './trends.module.css'

/** A scenario of a plan over its runs: what was measured, every objective, and where a level changed. */
export function TrendsPage({ trend }: { trend: TrendView }): ReactElement {
  const plots = useMemo(() => trendPlots(trend), [trend])
  const [pointed, setPointed] = useState<number | null>(null)
  const measured = plots.filter(({ key }) => !key.startsWith('objective:'))
  const objectives = plots.filter(({ key }) => key.startsWith('objective:'))
  const draw = (plot: TrendPlot, height: number, className?: string): ReactElement => (
    <ChartSheet
      key={plot.key}
      title={plot.label}
      name={fileName(`${trend.planName} ${trend.scenario} ${plot.label}`)}
      heading={`${trend.planName}, ${trend.scenario}: ${plot.label}`}
      charts={[plot.key]}
      numbers={() => trendNumbers(plot, trend.runs)}
      height={height + 10}
      className={className ?? 'mt-0'}
      tools={<Value plot={plot} pointed={pointed} trend={trend} />}
    >
      <div className={css.chart} data-chart={plot.key}>
        <TrendChart plot={plot} runs={trend.runs} height={height} pointed={pointed} onPoint={setPointed} />
      </div>
    </ChartSheet>
  )
  return (
    <>
      <Head trend={trend} plots={plots} />
      {trend.runs.length === 0 ? (
        <NoRuns planId={trend.planId} />
      ) : (
        <>
          <Legend />
          <div className={css.grid}>
            {measured.map((plot, index) => draw(plot, index === 0 ? 230 : 190, clsx('mt-0', index === 0 && css.wide)))}
          </div>
          {objectives.length > 0 ? <h2 className="mt-7 mb-0 text-md font-semibold">Objectives</h2> : null}
          <div className={css.grid}>{objectives.map((plot) => draw(plot, 190))}</div>
          <RunsTable trend={trend} measured={measured} />
        </>
      )}
    </>
  )
}

const fileName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')

function Head({ trend, plots }: { trend: TrendView; plots: readonly TrendPlot[] }): ReactElement {
  const router = useRouter()
  const name = trend.scenarios.find(({ key }) => key === trend.scenario)?.name
  return (
    <div className={review.pageHead}>
      <div>
        <nav className={review.crumbs} aria-label="Path">
          <Link href="/plans">Plans</Link>
          <ChevronRight aria-hidden />
          <Link href={`/plans/${trend.planId}`}>{trend.planName}</Link>
          <ChevronRight aria-hidden />
          <span>Trends</span>
        </nav>
        <h1>{name ? `${name} over ${trend.runs.length} ${trend.runs.length === 1 ? 'run' : 'runs'}` : 'Trends'}</h1>
        <p>{sentenceOf(trend, plots)}</p>
      </div>
      <span className={runs.grow} />
      <div className="flex flex-wrap items-center gap-2">
        {trend.scenarios.length > 1 ? (
          <Select
            aria-label="Scenario"
            value={trend.scenario ?? ''}
            options={trend.scenarios.map(({ key, name, runs }) => ({ value: key, label: `${name} (${runs})` }))}
            onChange={(event) =>
              router.push(`/plans/${trend.planId}/trends?scenario=${encodeURIComponent(event.target.value)}`)
            }
          />
        ) : null}
      </div>
    </div>
  )
}

/** The newest change of a level, else that there is none. */
function sentenceOf({ runs: all }: TrendView, plots: readonly TrendPlot[]): string {
  if (all.length === 0) return 'Nothing has run yet.'
  const changes = plots.flatMap((plot) => plot.dots.flatMap(({ change, at }) => (change ? [{ plot, change, at }] : [])))
  const newest = changes.toSorted((a, b) => b.at - a.at)[0]
  if (!newest)
    return all.length < 6
      ? 'A change of level can be told from six runs on.'
      : 'No level changed: what differs between these runs is chance, or less than 5\u00a0%.'
  const { plot, change, at } = newest
  const [before, after] = [change.before, change.after].map((value) => say(showOf(plot.line)(value)))
  const by = ` (${changeOfLevel(plot.line.unit, change)})`
  return `${plot.label} went from ${before} to ${after}${by} with ${all[at]?.label}${all[at]?.version ? `, version ${all[at]?.version}` : ''}.`
}

function Value({ plot, pointed, trend }: { plot: TrendPlot; pointed: number | null; trend: TrendView }): ReactElement {
  const at = pointed ?? plot.dots.at(-1)?.at ?? 0
  return (
    <span className={css.value}>
      <span className={runs.muted}>{trend.runs[at]?.label}</span>{' '}
      <Num shown={showOf(plot.line)(plot.line.values[at] ?? null)} className={runs.strong} />
    </span>
  )
}

function Legend(): ReactElement {
  return (
    <p className={clsx(css.legend, 'mt-0 mb-0')}>
      <span>
        <svg width={12} height={12} aria-hidden>
          <circle cx={6} cy={6} r={4} fill="var(--series-p95)" />
        </svg>
        a run; press it to open it
      </span>
      <span>
        <svg width={12} height={12} aria-hidden>
          <circle cx={6} cy={6} r={4} fill="none" stroke="var(--invalid)" strokeWidth={1.5} strokeDasharray="2 1.5" />
        </svg>
        its instrument was invalid: in no line and no change
      </span>
      <span>
        <svg width={18} height={18} aria-hidden>
          <circle cx={9} cy={9} r={3.5} fill="var(--series-p95)" />
          <circle className={css.ring} cx={9} cy={9} r={7.5} />
        </svg>
        the baseline
      </span>
      <span>
        <svg width={10} height={14} aria-hidden>
          <line className={css.changeLine} x1={5} x2={5} y1={0} y2={14} />
        </svg>
        the level changed here
      </span>
    </p>
  )
}

function NoRuns({ planId }: { planId: string }): ReactElement {
  return (
    <EmptyState
      icon={<LoadSketch />}
      title="No run yet"
      action={
        <Button kind="primary" asChild>
          <Link href={`/plans/${planId}`}>Open the plan</Link>
        </Button>
      }
    >
      Every run of a scenario adds a point to its trends: response time, rate, errors and each objective.
    </EmptyState>
  )
}

function RunsTable({ trend, measured }: { trend: TrendView; measured: readonly TrendPlot[] }): ReactElement {
  const newestFirst = trend.runs.map((run, at) => ({ run, at })).reverse()
  return (
    <RunSheet title="Runs" meta="newest first">
      <TableWrap label="Runs of this trend">
        <table className={clsx(table.table, table.stacked)}>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Version</th>
              <th scope="col">Revision</th>
              <th scope="col">Environment</th>
              <th scope="col">Verdict</th>
              <th scope="col">Instrument</th>
              {measured.map(({ key, label }) => (
                <th key={key} scope="col" className={table.r}>
                  {label}
                </th>
              ))}
              <th scope="col">Started</th>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map(({ run, at }) => (
              <RunRow key={run.id} run={run} at={at} measured={measured} />
            ))}
          </tbody>
        </table>
      </TableWrap>
    </RunSheet>
  )
}

function RunRow({ run, at, measured }: { run: TrendRun; at: number; measured: readonly TrendPlot[] }): ReactElement {
  const none = <span className={runs.muted}>–</span>
  return (
    <tr>
      <th scope="row" className={table.name}>
        <Link className={runs.link} href={`/runs/${run.id}`}>
          {run.label}
        </Link>
        {run.isBaseline ? <span className={clsx(runs.chip, 'ml-2')}>baseline</span> : null}
      </th>
      <td>{run.version || none}</td>
      <td>r{run.revision}</td>
      <td>{run.environment}</td>
      <td>{run.verdict ? <VerdictBadge verdict={run.verdict} look="plain" /> : none}</td>
      <td>{run.validity ? <ValidityBadge validity={run.validity} look="plain" /> : none}</td>
      {measured.map(({ key, line }) => (
        <td key={key} className={table.r}>
          <Num shown={showOf(line)(line.values[at] ?? null)} />
        </td>
      ))}
      <td className={runs.mono} style={{ whiteSpace: 'nowrap' }}>
        {run.startedAt ? <time dateTime={run.startedAt}>{showMoment(run.startedAt)}</time> : none}
      </td>
    </tr>
  )
}
