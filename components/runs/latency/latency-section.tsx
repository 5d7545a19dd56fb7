'use client'

import clsx from 'clsx'
import { type ReactElement, type ReactNode, useMemo, useState } from 'react'
import { type TimeSpan, toChartRows } from '#components/charts/chart-rows.ts'
import type { Cursor } from '#components/charts/cursor.ts'
import { HeatMap } from '#components/charts/heat-map.tsx'
import type { Flag, RuleSpec } from '#components/charts/plot-spec.ts'
import xy from '#components/charts/xy.module.css'
import { XyPlot } from '#components/charts/xy-plot.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { showCount } from '#lib/core/number-format.ts'
import type { LatencyView } from '#lib/runs/latency-schema.ts'
import type { LivePoint, ObjectiveView, RunView } from '#lib/runs/schema.ts'
import { ChartSheet } from '../chart-sheet.tsx'
import { tightest } from '../follow/readings.ts'
import type { PartAsked } from '../follow/run-requests.ts'
import { useTimeText } from '../follow/time-text.tsx'
import { type Baseline, useBaselineLatency } from '../review/use-baseline.ts'
import css from '../runs.module.css'
import latency from './latency.module.css'
import {
  type Beside,
  distributionNumbers,
  distributionSpec,
  heatNumbers,
  loadNumbers,
  loadSpec,
  percentileNumbers,
  spectrumSpec,
} from './latency-plots.ts'
import { SlicesTable } from './slices-table.tsx'
import { useLatency } from './use-latency.ts'

interface Props {
  view: RunView
  /** Window and part, as the tables beside have them. */
  asked: PartAsked
  operation: string | null
  shown: TimeSpan
  points: readonly LivePoint[]
  flags: readonly Flag[]
  cursor: Cursor
  /** In words, for the head. */
  window: string
  /** Absent while the run goes on: then no payload class and no operation is chosen here. */
  onPayload?: (payload: string | null) => void
  onOperation?: (operation: string | null) => void
  /** The run this one is held against. */
  baseline?: Baseline | null
  onSelect: (span: TimeSpan) => void
  onWhole: () => void
}

const MINUTE_MS = 60_000

/** Latency as it really is: over time, over the percentiles, over its values and over the load. */
export default function LatencySection(props: Props): ReactElement {
  const { view, asked, operation, window } = props
  const isLive = view.run.state !== 'ended'
  const [isLastMinute, setLastMinute] = useState(false)
  const lastMs = isLive && isLastMinute ? MINUTE_MS : null
  const { data, isStale, problem } = useLatency(view, asked, lastMs)
  const beside = useBeside(props)
  const objectives = view.judgement?.verdict.objectives ?? []
  const own = objectives.filter((o) => o.selector === operation && /^p\d/.test(o.metric) && o.unit === 'ms')
  const name = operation === null ? 'All operations' : (view.summary.operations[operation]?.name ?? operation)
  return (
    <section aria-label="Latency">
      <div className={latency.head}>
        <h2>Latency</h2>
        <span className={css.meta}>
          {name}, {lastMs === null ? window : 'last minute'}
          {data ? `, ${showCount(data.count)[0]} successful requests` : ''}
        </span>
        <span className={css.grow} />
        {isLive ? (
          <Segments
            label="Latency of"
            value={isLastMinute ? 'minute' : 'run'}
            options={[
              { value: 'minute', label: 'Last minute' },
              { value: 'run', label: 'Whole run' },
            ]}
            onChange={(next) => setLastMinute(next === 'minute')}
          />
        ) : null}
      </div>
      {data && data.count + data.failedCount > 0 ? (
        <div className={clsx(latency.grid, isStale && latency.stale)} aria-busy={isStale}>
          <Charts {...props} data={data} beside={beside} objectives={own} />
          <SlicesTable {...props} lastMs={lastMs} />
        </div>
      ) : (
        <div className={clsx(css.sheet, latency.waiting)}>{problem ?? nothingYet(view, data !== undefined)}</div>
      )}
    </section>
  )
}

function nothingYet({ run, points }: RunView, isRead: boolean): string {
  if (points.length === 0) return run.state === 'ended' ? 'Nothing was measured.' : 'Nothing has been measured yet.'
  return isRead ? 'No request in this window.' : 'Reading the histograms.'
}

function useBeside({ baseline = null, asked }: Props): Beside | null {
  const view = useBaselineLatency(baseline, asked)
  const label = baseline ? `${baseline.label}, baseline` : ''
  return useMemo(() => (view ? { label, view } : null), [view, label])
}

interface ChartsProps extends Props {
  data: LatencyView
  beside: Beside | null
  objectives: readonly ObjectiveView[]
}

function Charts(props: ChartsProps): ReactElement {
  const { data, beside, objectives, view, points, shown, flags, cursor, onSelect, onWhole } = props
  const { show } = useTimeText()
  const file = (part: string): string => `${view.run.label.toLowerCase()}-${part}`
  const span = useMemo(
    () => ({ from: Math.max(shown.from, data.from / 1000), to: Math.min(shown.to, data.to / 1000) }),
    [shown, data],
  )
  const heatSpan = span.to > span.from ? span : shown
  const { rows } = useMemo(() => toChartRows(points, heatSpan, 600), [points, heatSpan])
  const judged = tightest(objectives, 'p95')
  const rules = useMemo(() => (judged ? rulesOf(judged) : []), [judged])
  const spectrum = useMemo(() => spectrumSpec(data, objectives, beside), [data, objectives, beside])
  const distribution = useMemo(() => distributionSpec(data), [data])
  const load = useMemo(
    () =>
      loadSpec(
        rows,
        rules.map(({ kind, at, label }) => ({ axis: 'y', at, label, tone: kind })),
      ),
    [rows, rules],
  )
  const none = data.count > 0 ? null : <p className={latency.waiting}>No request was answered well.</p>
  return (
    <>
      <ChartSheet
        title="Latency over time"
        meta="the line is p95"
        tools={none ? null : <HeatScale />}
        name={file('heat-map')}
        charts={['heat-map']}
        numbers={() => heatNumbers(data, show)}
        height={346}
        className={latency.sheet}
      >
        <div className={latency.fill}>
          {none ?? (
            <HeatMap
              heat={data.heat}
              span={heatSpan}
              rows={rows}
              rules={rules}
              flags={flags}
              cursor={cursor}
              showTime={show}
              height={346}
              onSelect={onSelect}
              onWhole={onWhole}
            />
          )}
        </div>
      </ChartSheet>
      <ChartSheet
        title="Percentile spectrum"
        name={file('spectrum')}
        charts={['spectrum']}
        numbers={() => percentileNumbers(data, beside)}
        height={318}
        className={latency.sheet}
        note={<Note>{data.sentence} Judged is response time.</Note>}
      >
        {none ?? <XyPlot spec={spectrum} />}
      </ChartSheet>
      <ChartSheet
        title="Latency against load"
        meta="one dot a bucket"
        name={file('latency-by-load')}
        charts={['latency-by-load']}
        numbers={() => loadNumbers(rows, show)}
        height={298}
        className={latency.sheet}
      >
        {none ?? <XyPlot spec={load} />}
      </ChartSheet>
      <ChartSheet
        title="Distribution"
        meta="on a logarithmic scale"
        name={file('distribution')}
        charts={['distribution']}
        numbers={() => distributionNumbers(data)}
        height={298}
        className={latency.sheet}
      >
        <XyPlot spec={distribution} />
      </ChartSheet>
    </>
  )
}

function Note({ children }: { children: ReactNode }): ReactElement {
  return <p className={xy.note}>{children}</p>
}

function HeatScale(): ReactElement {
  return (
    <span className={clsx(xy.scale, css.wideOnly)} aria-hidden>
      fewer
      {[1, 2, 3, 4, 5, 6].map((level) => (
        <i key={level} style={{ background: `var(--heat-${level})` }} />
      ))}
      more requests
    </span>
  )
}

function rulesOf({ target, limit, metric }: ObjectiveView): RuleSpec[] {
  const rule = (kind: RuleSpec['kind'], at: number): RuleSpec => ({
    kind,
    at,
    label: `${kind} ${Number(at.toPrecision(3))}`,
    name: `${kind} ${metric}`,
  })
  return target === limit ? [rule('limit', limit)] : [rule('target', target), rule('limit', limit)]
}
