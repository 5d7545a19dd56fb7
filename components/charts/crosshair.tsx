'use client'

import { type ReactElement, useMemo } from 'react'
import { type ChartRow, rowAt, type TimeSpan } from './chart-rows.ts'
import css from './charts.module.css'
import { type Cursor, useCursor } from './cursor.ts'
import { isDrawn, plotGeometry } from './plot-geometry.ts'
import { frameOf, type PlotSpec } from './plot-spec.ts'

interface Props {
  cursor: Cursor
  /** Where it stands while nobody points. */
  idle: number | null
  spec: PlotSpec
  rows: ChartRow[]
  planned: { x: number; planned: number }[]
  span: TimeSpan
  width: number
  isLast: boolean
}

/** The line under the pointer and a dot on each series: the only part of a chart that moves with the mouse. */
export function Crosshair({ cursor, idle, spec, rows, planned, span, width, isLast }: Props): ReactElement | null {
  const pointed = useCursor(cursor)
  const frame = useMemo(() => frameOf(width, isLast), [width, isLast])
  const geometry = useMemo(
    () => plotGeometry(spec, rows, planned, span, width, frame),
    [spec, rows, planned, span, width, frame],
  )
  const second = pointed ?? idle
  const row = second === null ? null : rowAt(rows, second)
  if (second === null || !row) return null
  const at = geometry.x(Math.min(Math.max(row.x, span.from), span.to))
  return (
    <svg className={`${css.svg} ${css.layer}`} width={width} height={spec.height} aria-hidden="true">
      <line className={css.cursorLine} x1={at} x2={at} y1={frame.top} y2={spec.height - frame.bottom} />
      {spec.series
        .filter((s) => isDrawn(s) && !s.dashed)
        .map((series) => {
          const value = row[series.key]
          if (value === null || value > geometry.top) return null
          return (
            <circle
              key={series.key}
              className={css.cursorDot}
              cx={at}
              cy={geometry.y(value)}
              r={3.5}
              fill={`var(--${series.color})`}
            />
          )
        })}
    </svg>
  )
}
