'use client'

import Link from 'next/link'
import { type ReactElement, useMemo } from 'react'
import type { ChartNumbers } from '#components/charts/chart-csv.ts'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import type { Cursor } from '#components/charts/cursor.ts'
import type { Flag } from '#components/charts/plot-spec.ts'
import type { MonitorSeriesView } from '#lib/monitors/schema.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { ChartSheet } from '../chart-sheet.tsx'
import { useTimeText } from '../follow/time-text.tsx'
import { RunSheet } from '../parts.tsx'
import runs from '../runs.module.css'
import table from '../tables/tables.module.css'
import { toPhases } from '../timeline/phases.ts'
import { ResourcePlot } from './resource-chart.tsx'
import { drawnPoints, type ResourceChart, resourceCharts, showRead } from './resource-plots.ts'
import { ResourceTable } from './resource-table.tsx'
import css from './resources.module.css'
import { useMonitors } from './use-monitors.ts'

interface Props {
  view: RunView
  shown: TimeSpan
  /** In words. */
  window: string
  flags: Flag[]
  cursor: Cursor
  onSelect: (span: TimeSpan) => void
  onWhole: () => void
}

/** What the target said of itself, on the time of the run: a chart for each resource, and in a review what each came to. */
export default function ResourcesSection(props: Props): ReactElement {
  const { view, shown, window, onSelect } = props
  const { items, problem } = useMonitors(view, shown)
  const isLive = view.run.state !== 'ended'
  const { show } = useTimeText()
  const all = items ?? NOTHING
  const charts = useMemo(() => resourceCharts(all, shown), [all, shown])
  if (all.length === 0) return <Empty view={view} problem={problem} isPending={items === null} />
  const minute = (atMs: number): void =>
    onSelect({ from: atMs / 1000, to: Math.min(Math.max(shown.to, atMs / 1000 + 1), atMs / 1000 + 60) })
  return (
    <ChartSheet
      title="Resources"
      meta={`${sourcesOf(all)}; ${window}`}
      name={`${view.run.label.toLowerCase()}-resources`}
      charts={charts.map(({ spec }) => spec.id)}
      numbers={() => numbersOf(all, show)}
      height={560}
    >
      {isLive ? null : <ResourceTable view={view} items={all} shown={shown} window={window} onMinute={minute} />}
      <Charts {...props} charts={charts} />
    </ChartSheet>
  )
}

const NOTHING: readonly MonitorSeriesView[] = []

function Charts({ charts, ...props }: Props & { charts: readonly ResourceChart[] }): ReactElement {
  const { view, shown, flags, cursor, onSelect, onWhole } = props
  const phases = useMemo(() => toPhases(view.stages), [view.stages])
  const last = view.points.at(-1)
  const now = view.run.state === 'ended' ? null : last ? last.second + last.seconds : 0
  return (
    <div className={css.charts}>
      {charts.map((chart) => (
        <ResourcePlot key={chart.id} {...{ chart, shown, phases, flags, cursor, now, onSelect, onWhole }} />
      ))}
    </div>
  )
}

function sourcesOf(items: readonly MonitorSeriesView[]): string {
  const sources = new Map(items.map(({ monitorName, intervalMs }) => [monitorName, intervalMs]))
  return [...sources]
    .map(([name, intervalMs]) => (intervalMs === null ? name : `${name} every ${intervalMs / 1000} s`))
    .join(', ')
}

/** Every reading, as it was read; of a counter what it rose a second. */
function numbersOf(items: readonly MonitorSeriesView[], show: (second: number) => string): ChartNumbers {
  const all = items.map((item) => new Map(drawnPoints(item).map(({ offsetMs, value }) => [offsetMs, value])))
  const moments = [...new Set(all.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b)
  return {
    columns: [
      { label: 'Time' },
      ...items.map((item) => ({
        label: `${item.label}, ${item.monitorName}${item.unit ? ` (${item.unit}${item.kind === 'counter' ? ' a second' : ''})` : ''}`,
        show: (value: number) => showRead(item, value),
      })),
    ],
    rows: moments.map((offsetMs) => [
      show(Math.max(0, offsetMs / 1000)),
      ...all.map((one) => one.get(offsetMs) ?? null),
    ]),
  }
}

function Empty({
  view,
  problem,
  isPending,
}: {
  view: RunView
  problem: string | null
  isPending: boolean
}): ReactElement {
  return (
    <RunSheet title="Resources" className="">
      <p className={table.emptyRow} role="status">
        {problem ?? (isPending ? 'Reading what monitors told.' : null)}
        {problem || isPending ? null : (
          <>
            The plan of this run reads nothing of the target itself: CPU, memory, disk, network, connections and queues
            show here once it has a monitor.{' '}
            <Link className={runs.link} href={`/plans/${view.run.planId}#monitors`}>
              Add a monitor
            </Link>
          </>
        )}
      </p>
    </RunSheet>
  )
}
