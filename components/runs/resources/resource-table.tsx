'use client'

import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import type { ReactElement } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { Sparkline } from '#components/charts/sparkline.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { say, showLatency } from '#lib/core/number-format.ts'
import { ROLES } from '#lib/monitors/role.ts'
import type { MonitorSeriesView } from '#lib/monitors/schema.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { fetchAnalyses } from '../follow/run-requests.ts'
import { useTimeText } from '../follow/time-text.tsx'
import { runViewKey } from '../follow/use-run-live.ts'
import { Bare, Num, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import table from '../tables/tables.module.css'
import { drawnPoints, showRead } from './resource-plots.ts'
import { figuresOf, standingOf } from './standing.ts'

interface Props {
  view: RunView
  items: readonly MonitorSeriesView[]
  shown: TimeSpan
  /** In words, for the head of the mean. */
  window: string
  onMinute: (atMs: number) => void
}

interface Tie {
  rho: string
  lag: number | null
  note: string
}

/** Each metric in the window: where it stands, mean and highest, gaps, and whether response time moves with it. */
export function ResourceTable({ view, items, shown, window, onMinute }: Props): ReactElement {
  const ties = useTies(view)
  return (
    <TableWrap label="Table of resources">
      <table className={clsx(table.table, table.stacked)}>
        <caption className={css.sr}>Resources over {window}</caption>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Metric</th>
            <th scope="col">Source</th>
            <th scope="col" className={table.r}>
              Mean
            </th>
            <th scope="col" className={table.r}>
              Highest
            </th>
            <th scope="col" className={clsx(table.r, table.flush)}>
              At
            </th>
            <th scope="col" className={clsx(table.r, table.flush)}>
              Gaps
            </th>
            <th scope="col" className={clsx(table.r, table.flush)}>
              Correlation with p95
            </th>
            <th scope="col" className={clsx(table.r, table.flush)}>
              Later by
            </th>
            <th scope="col">Window</th>
          </tr>
        </thead>
        <tbody>
          {inOrder(items, shown).map((metric) => (
            <ResourceRow
              key={`${metric.monitor}.${metric.key}`}
              {...{ metric, shown, onMinute }}
              tie={tieOf(ties, metric)}
            />
          ))}
        </tbody>
      </table>
    </TableWrap>
  )
}

const GRAVITY: readonly (string | undefined)[] = ['fail', 'warn', 'pass', undefined]

/** What stands worst first, then by what it measures. */
function inOrder(items: readonly MonitorSeriesView[], shown: TimeSpan): MonitorSeriesView[] {
  const placeOf = (metric: MonitorSeriesView): number =>
    GRAVITY.indexOf(standingOf(figuresOf(metric, shown).mean, metric.lines)?.verdict) * ROLES.length +
    ROLES.indexOf(metric.role)
  return items.toSorted((a, b) => placeOf(a) - placeOf(b))
}

interface RowProps {
  metric: MonitorSeriesView
  shown: TimeSpan
  tie: Tie | null
  onMinute: (atMs: number) => void
}

function ResourceRow({ metric, shown, tie, onMinute }: RowProps): ReactElement {
  const { show } = useTimeText()
  const { mean, most, readings } = figuresOf(metric, shown)
  const standing = standingOf(mean, metric.lines)
  const limit = metric.lines.find(({ tone }) => tone === 'limit')
  const target = metric.lines.find(({ tone }) => tone === 'target')
  const { gaps } = metric
  return (
    <tr
      className={standing?.verdict === 'fail' ? table.failing : standing?.verdict === 'warn' ? table.attend : undefined}
    >
      <td>
        {standing ? (
          <VerdictBadge verdict={standing.verdict} word={standing.word} look="plain" />
        ) : (
          <span className={css.meta}>{readings === 0 ? 'No reading' : 'No limit'}</span>
        )}
      </td>
      <th scope="row" className={clsx(table.name, table.wholeWidth)}>
        {metric.label} <code>{metric.key}</code>
      </th>
      <td className={table.wideCell}>{metric.monitorName}</td>
      <td className={clsx(table.r, table.corner)} data-label="mean">
        <Num shown={showRead(metric, mean)} className={css.strong} />
      </td>
      <td className={clsx(table.r, table.toLeft)} data-label="highest">
        <Num shown={showRead(metric, most?.value ?? null)} />
      </td>
      <td className={table.r} data-label="at">
        {most ? (
          <button
            type="button"
            className={table.moment}
            title="Show this minute everywhere"
            onClick={() => onMinute(Math.max(0, Math.floor(most.offsetMs / 60_000) * 60_000))}
          >
            {show(Math.max(0, Math.floor(most.offsetMs / 1000)))}
          </button>
        ) : (
          <Bare>–</Bare>
        )}
      </td>
      <td
        className={clsx(table.r, table.wideCell)}
        title={gaps.map(({ why, fromMs }) => `${show(fromMs / 1000)}: ${why}`).join('\n')}
      >
        <Bare>{gaps.length}</Bare>
      </td>
      <td className={clsx(table.r, table.wideCell)} title={tie?.note}>
        <Bare>{tie?.rho.replace('-', '−') ?? '–'}</Bare>
      </td>
      <td className={clsx(table.r, table.wideCell)}>
        <Bare>{tie?.lag == null ? '–' : say(showLatency(tie.lag))}</Bare>
      </td>
      <td className={table.wideCell}>
        <Sparkline
          values={drawnPoints(metric).map(({ value }) => value)}
          color="series-cpu"
          {...(target ? { target: target.at } : {})}
          {...(limit ? { limit: limit.at } : {})}
        />
      </td>
    </tr>
  )
}

function useTies(view: RunView): readonly Record<string, string | number | null>[] {
  const { data } = useQuery({
    queryKey: [...runViewKey(view.run.id), 'analyses'],
    queryFn: () => fetchAnalyses(view.run.id),
    staleTime: 60_000,
  })
  return data?.items.find(({ key }) => key === 'correlation')?.table?.rows ?? []
}

/** Of the whole run, as the analyses told it. */
function tieOf(
  rows: readonly Record<string, string | number | null>[],
  { label, monitor }: MonitorSeriesView,
): Tie | null {
  const row = rows.find(
    ({ cause, symptom }) => symptom === 'Response time (p95)' && (cause === label || cause === `${label} (${monitor})`),
  )
  return row ? { rho: String(row.rho), lag: row.lag as number | null, note: String(row.note ?? '') } : null
}
