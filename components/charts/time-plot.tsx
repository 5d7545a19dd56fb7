'use client'

import { memo, type ReactElement, useId, useMemo } from 'react'
import { Area, ComposedChart, Line, XAxis, YAxis } from 'recharts'
import { showClock } from '#lib/core/number-format.ts'
import type { ChartRow } from './chart-rows.ts'
import css from './charts.module.css'
import { PlotBackground } from './plot-background.tsx'
import { PlotForeground } from './plot-foreground.tsx'
import { isDrawn, plotGeometry } from './plot-geometry.ts'
import { frameOf, type PlotSpec, type SeriesSpec, type TimePlotProps } from './plot-spec.ts'
import { timeTicks } from './scale.ts'

/** One chart of the stack, without its crosshair. */
export const TimePlot = memo(function TimePlot(props: TimePlotProps): ReactElement {
  const { spec, rows, planned, span, width, isLast } = props
  const hatch = useId()
  const frame = useMemo(() => frameOf(width, isLast), [width, isLast])
  const geometry = useMemo(
    () => plotGeometry(spec, rows, planned, span, width, frame),
    [spec, rows, planned, span, width, frame],
  )
  const margin = { top: frame.top, right: frame.right, left: frame.left, bottom: spec.height - geometry.floor }
  const ticks = timeTicks(span.from, span.to, width < 560 ? 5 : 16)
  return (
    <div role="img" aria-label={describe(spec, rows)} data-chart={spec.id}>
      <ComposedChart
        className={css.svg}
        width={width}
        height={spec.height}
        data={rows}
        margin={margin}
        accessibilityLayer={false}
      >
        <XAxis type="number" dataKey="x" domain={[span.from, span.to]} allowDataOverflow hide />
        <YAxis type="number" domain={[0, geometry.top]} allowDataOverflow hide width={0} />
        <PlotBackground {...props} geometry={geometry} ticks={ticks} hatch={hatch} />
        {spec.series.filter(isDrawn).flatMap(seriesElements)}
        <PlotForeground {...props} geometry={geometry} ticks={ticks} showTime={isLast ? showClock : null} />
      </ComposedChart>
    </div>
  )
})

function seriesElements(series: SeriesSpec): ReactElement[] {
  const color = `var(--${series.color})`
  const still = { isAnimationActive: false, connectNulls: false, activeDot: false, dot: false } as const
  const line = (
    <Line
      key={series.key}
      {...still}
      type="linear"
      dataKey={series.key}
      stroke={color}
      strokeWidth={series.strong ? 2 : 1.5}
      strokeDasharray={series.dashed ? '4 3.5' : undefined}
      strokeLinejoin="round"
    />
  )
  if (!series.area) return [line]
  return [
    <Area
      key={`${series.key}-area`}
      {...still}
      type="linear"
      dataKey={series.key}
      stroke="none"
      fill={`var(--${series.color}-fill)`}
      fillOpacity={1}
    />,
    line,
  ]
}

/** What a chart says to somebody who cannot see it: the newest value of each series. The table holds the rest. */
function describe(spec: PlotSpec, rows: readonly ChartRow[]): string {
  const last = rows.findLast((row) => row.achieved !== null)
  if (!last) return `${spec.title}: no data yet`
  const values = spec.series.map((s) => `${s.name} ${s.show(last[s.key]).join(' ').trim()}`)
  return `${spec.title} at ${showClock(last.second)}: ${values.join(', ')}`
}
