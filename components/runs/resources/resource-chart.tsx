'use client'

import { type ReactElement, useMemo } from 'react'
import { rowAt, type TimeSpan } from '#components/charts/chart-rows.ts'
import charts from '#components/charts/charts.module.css'
import { Crosshair } from '#components/charts/crosshair.tsx'
import { type Cursor, useCursor } from '#components/charts/cursor.ts'
import type { Flag, Phase } from '#components/charts/plot-spec.ts'
import { PointerField } from '#components/charts/pointer-field.tsx'
import { TimePlot } from '#components/charts/time-plot.tsx'
import { useWidth } from '#components/charts/use-width.ts'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { say } from '#lib/core/number-format.ts'
import type { MonitorSeriesView } from '#lib/monitors/schema.ts'
import { useTimeText } from '../follow/time-text.tsx'
import { HEIGHT, type ResourceChart, showRead } from './resource-plots.ts'
import css from './resources.module.css'
import { figuresOf, gapAt, standingOf } from './standing.ts'

interface Props {
  chart: ResourceChart
  shown: TimeSpan
  phases: Phase[]
  flags: Flag[]
  cursor: Cursor
  /** From here on nothing is known yet; null when the run has ended. */
  now: number | null
  onSelect: (span: TimeSpan) => void
  onWhole: () => void
}

const NO_PLAN: { x: number; planned: number }[] = []

/** One small chart of a resource on the time of the run, with its value now and where that stands. */
export function ResourcePlot({ chart, shown, phases, flags, cursor, now, onSelect, onWhole }: Props): ReactElement {
  const { ref, width } = useWidth()
  const { show } = useTimeText()
  const { spec, rows, metrics } = chart
  const gaps = useMemo(() => chart.gaps.map(({ fromMs, toMs }) => ({ from: fromMs / 1000, to: toMs / 1000 })), [chart])
  const common = { spec, rows, planned: NO_PLAN, span: shown, width, isLast: true }
  const [first] = metrics
  const isSilent = metrics.every(({ points }) => points.length === 0)
  return (
    <section
      className={css.chart}
      aria-label={spec.title}
      data-chart-name={[spec.title, first?.monitorName, chart.unitNote ? `in ${chart.unitNote}` : '']
        .filter(Boolean)
        .join(', ')}
    >
      <header>
        <h3>
          {spec.title}
          <small className={css.source}>
            {first?.monitorName}
            {chart.unitNote ? `, in ${chart.unitNote}` : ''}
          </small>
        </h3>
      </header>
      <div className={css.values}>
        {metrics.map((metric, at) => (
          <Value
            key={metric.key}
            metric={metric}
            chart={spec.id}
            color={metrics.length > 1 ? (spec.series[at]?.color ?? null) : null}
            shown={shown}
            cursor={cursor}
            isLive={now !== null}
          />
        ))}
      </div>
      <div ref={ref} className={css.plot} style={{ height: HEIGHT }}>
        {width > 0 && !isSilent ? (
          <>
            <TimePlot {...common} gaps={gaps} phases={phases} flags={flags} now={now} isFirst={false} showTime={show} />
            <Crosshair {...common} cursor={cursor} idle={null} />
            <div className={charts.layer} style={{ pointerEvents: 'auto' }}>
              <PointerField
                label={`Time on the chart of ${spec.title}`}
                cursor={cursor}
                rest={null}
                span={shown}
                width={width}
                top={0}
                heights={[HEIGHT]}
                describe={(second) => describe(chart, second, show)}
                onSelect={onSelect}
                onWhole={onWhole}
              />
            </div>
          </>
        ) : null}
        {isSilent ? <p className={css.silent}>No reading in this window.</p> : null}
      </div>
    </section>
  )
}

function describe({ spec, rows, metrics }: ResourceChart, second: number, show: (second: number) => string): string {
  const row = rowAt(rows, second)
  const why = metrics[0] ? gapAt(metrics[0], second) : null
  if (!row || why) return `${show(second)}: ${why ?? 'no data'}`
  return `${show(row.second)}: ${spec.series.map((one) => `${one.name} ${say(one.show(row[one.key]))}`).join(', ')}`
}

interface ValueProps {
  metric: MonitorSeriesView
  /** Id of the one it stands above. */
  chart: string
  /** Of its line, where there are several. */
  color: string | null
  shown: TimeSpan
  cursor: Cursor
  isLive: boolean
}

/** Under the pointer, wherever it is on the page; else the newest while the run goes on, and the mean of the window after it. */
function Value({ metric, chart, color, shown, cursor, isLive }: ValueProps): ReactElement {
  const second = useCursor(cursor)
  const { mean, newest } = useMemo(() => figuresOf(metric, shown), [metric, shown])
  const known = isLive ? newest : mean
  const why = second === null ? whyNothing(metric, known) : gapAt(metric, second)
  const value = second === null ? known : why ? null : readAt(metric, second)
  const standing = standingOf(value, metric.lines)
  return (
    <span
      className={css.value}
      data-metric={metric.key}
      {...(color ? { 'data-legend': metric.label, 'data-legend-of': chart } : {})}
    >
      {color ? <i style={{ background: `var(--${color})`, borderColor: `var(--${color})` }} aria-hidden /> : null}
      {color ? <em>{metric.label}</em> : null}
      {why ? (
        <span className={css.why} title={why}>
          gap: {why}
        </span>
      ) : (
        <>
          <b>{say(showRead(metric, value))}</b>
          {second === null && !isLive && value !== null ? <small>mean</small> : null}
        </>
      )}
      {standing ? <VerdictBadge verdict={standing.verdict} word={standing.word} look="plain" /> : null}
    </span>
  )
}

/** Of a window in which nothing was told. */
const whyNothing = ({ gaps }: MonitorSeriesView, value: number | null): string | null =>
  value === null ? (gaps.at(-1)?.why ?? null) : null

function readAt(metric: MonitorSeriesView, second: number): number | null {
  const { points } = metric
  const at = points.findLastIndex(({ offsetMs }) => offsetMs <= second * 1000)
  const point = points[at]
  if (!point || metric.kind === 'gauge') return point?.value ?? null
  const before = points[at - 1]
  if (before?.value == null || point.value === null || point.value < before.value) return null
  return (point.value - before.value) / ((point.offsetMs - before.offsetMs) / 1000)
}
