'use client'

import { memo, type ReactElement, useId, useMemo } from 'react'
import { showClock } from '#lib/core/number-format.ts'
import type { ChartRow } from './chart-rows.ts'
import css from './charts.module.css'
import { PlotBackground } from './plot-background.tsx'
import { PlotForeground } from './plot-foreground.tsx'
import { areaPath, curvePath, isDrawn, linePath, type PlotGeometry, plotGeometry } from './plot-geometry.ts'
import {
  type BesideLine,
  frameOf,
  type Overlay,
  type PlotSpec,
  type SeriesSpec,
  type TimePlotProps,
} from './plot-spec.ts'
import { timeTicks } from './scale.ts'

/** One chart of the stack, without its crosshair. */
export const TimePlot = memo(function TimePlot(props: TimePlotProps): ReactElement {
  const { spec, rows, planned, span, width, isLast } = props
  const hatch = useId()
  const clip = useId()
  const frame = useMemo(() => frameOf(width, isLast), [width, isLast])
  const geometry = useMemo(
    () => plotGeometry(spec, rows, planned, span, width, frame),
    [spec, rows, planned, span, width, frame],
  )
  const ticks = timeTicks(span.from, span.to, width < 560 ? 5 : 16)
  return (
    <div role="img" aria-label={describe(spec, rows)} data-chart={spec.id}>
      <svg className={css.svg} width={width} height={spec.height} aria-hidden="true">
        <clipPath id={clip}>
          <rect
            x={frame.left}
            y={frame.top}
            width={Math.max(0, width - frame.left - frame.right)}
            height={geometry.floor - frame.top + 1}
          />
        </clipPath>
        <PlotBackground {...props} geometry={geometry} ticks={ticks} hatch={hatch} />
        <g clipPath={`url(#${clip})`}>
          {(spec.overlays ?? []).map((overlay) => (
            <OverlayLine key={overlay.name} overlay={overlay} geometry={geometry} />
          ))}
          {spec.beside ? <Beside line={spec.beside} geometry={geometry} /> : null}
          {spec.series.filter(isDrawn).map((series) => (
            <SeriesLine key={series.key} series={series} rows={rows} geometry={geometry} />
          ))}
        </g>
        <PlotForeground {...props} geometry={geometry} ticks={ticks} />
      </svg>
    </div>
  )
})

interface LineProps {
  series: SeriesSpec
  rows: readonly ChartRow[]
  geometry: PlotGeometry
}

function SeriesLine({ series, rows, geometry: { x, y, floor } }: LineProps): ReactElement {
  const at = (row: ChartRow): number => x(row.x)
  const value = (row: ChartRow): number | null => {
    const v = row[series.key]
    return v === null ? null : y(v)
  }
  return (
    <>
      {series.area ? <path d={areaPath(rows, at, value, floor)} fill={`var(--${series.color}-fill)`} /> : null}
      <path
        d={linePath(rows, at, value)}
        fill="none"
        stroke={`var(--${series.color})`}
        strokeWidth={series.strong ? 2 : 1.5}
        strokeDasharray={series.dashed ? '4 3.5' : undefined}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </>
  )
}

function OverlayLine({ overlay, geometry }: { overlay: Overlay; geometry: PlotGeometry }): ReactElement {
  const { x, floor, frame } = geometry
  return (
    <path
      d={curvePath(overlay.points, x, (share) => floor - Math.min(1, share) * (floor - frame.top))}
      fill="none"
      stroke={`var(--${overlay.color})`}
      strokeWidth={1.5}
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  )
}

function Beside({ line, geometry: { x, y } }: { line: BesideLine; geometry: PlotGeometry }): ReactElement {
  return (
    <path
      d={curvePath(line.points, x, y)}
      fill="none"
      stroke="var(--series-baseline)"
      strokeWidth={1.25}
      strokeDasharray="7 4"
      strokeLinejoin="round"
    />
  )
}

/** What a chart says to somebody who cannot see it: the newest value of each series. The table holds the rest. */
function describe(spec: PlotSpec, rows: readonly ChartRow[]): string {
  const last = rows.findLast((row) => row.achieved !== null)
  if (!last) return `${spec.title}: no data yet`
  const values = spec.series.map((s) => `${s.name} ${s.show(last[s.key]).join(' ').trim()}`)
  return `${spec.title} at ${showClock(last.second)}: ${values.join(', ')}`
}
