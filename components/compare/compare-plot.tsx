'use client'

import { memo, type ReactElement, useMemo } from 'react'
import charts from '#components/charts/charts.module.css'
import { type Cursor, useCursor } from '#components/charts/cursor.ts'
import { linePath } from '#components/charts/plot-geometry.ts'
import { frameOf, type Phase } from '#components/charts/plot-spec.ts'
import { linearScale, scaleTop, timeTicks, valueTicks } from '#components/charts/scale.ts'
import { showClock } from '#lib/core/number-format.ts'
import css from './compare.module.css'
import { type ComparePlot, valueNear } from './compare-plots.ts'

interface Props {
  plot: ComparePlot
  phases: readonly Phase[]
  /** Seconds of all that is drawn. */
  span: { from: number; to: number }
  width: number
  isLast: boolean
  /** Key of the run that stands out; null while none does. */
  chosen: string | null
}

const AXIS = 22

export function useGeometry({ plot, span, width, isLast }: Pick<Props, 'plot' | 'span' | 'width' | 'isLast'>) {
  return useMemo(() => {
    const frame = frameOf(width, isLast)
    const height = plot.height + (isLast ? AXIS - 6 : 0)
    const values = plot.lines.flatMap(({ points }) => points.map(({ y }) => y))
    const ticks = valueTicks(scaleTop(values, [], true), plot.height > 110 ? 4 : 2)
    const x = linearScale([span.from, span.to], [frame.left, width - frame.right])
    const y = linearScale([0, ticks.at(-1) ?? 1], [height - frame.bottom, frame.top])
    return { frame, height, ticks, x, y }
  }, [plot, span, width, isLast])
}

/** One metric of all runs: the base solid, the others dashed. */
export const ComparePlotChart = memo(function ComparePlotChart(props: Props): ReactElement {
  const { plot, phases, span, width, isLast, chosen } = props
  const { frame, height, ticks, x, y } = useGeometry(props)
  const [right, floor] = [width - frame.right, height - frame.bottom]
  return (
    <svg
      className={charts.svg}
      width={width}
      height={height}
      role="img"
      aria-label={`${plot.title} of ${plot.lines.map(({ label }) => label).join(', ')}`}
    >
      {phases
        .filter(({ kind }) => kind !== 'steady')
        .map((phase) => (
          <rect
            key={`${phase.name}-${phase.from}`}
            className={charts.band}
            x={x(phase.from)}
            width={Math.max(0, x(phase.to) - x(phase.from))}
            y={frame.top}
            height={floor - frame.top}
          />
        ))}
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? charts.axis : charts.grid}
            x1={frame.left}
            x2={right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={frame.left - 8} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      <text x={frame.left - 8} y={11} textAnchor="end">
        {plot.unit}
      </text>
      {plot.lines.toReversed().map((line) => (
        <path
          key={line.key}
          className={css.line}
          data-faded={chosen !== null && chosen !== line.key}
          d={linePath(
            line.points,
            (point) => x(point.x),
            (point) => (point.y === null ? null : Math.max(frame.top, y(point.y))),
          )}
          stroke={`var(--${plot.color})`}
          strokeWidth={line.dash === null ? 2 : 1.5}
          strokeDasharray={line.dash ?? undefined}
        />
      ))}
      {isLast
        ? timeTicks(span.from, span.to, width < 560 ? 5 : 12).map((tick) => (
            <text key={tick} x={x(tick)} y={floor + 16} textAnchor="middle">
              {showClock(tick)}
            </text>
          ))
        : null}
    </svg>
  )
})

/** The line under the pointer: the only part that moves with it. */
export function ComparePointer(props: Omit<Props, 'phases' | 'chosen'> & { cursor: Cursor }): ReactElement | null {
  const { plot, span, width, cursor } = props
  const { frame, height, x, y } = useGeometry(props)
  const second = useCursor(cursor)
  if (second === null) return null
  return (
    <svg className={`${charts.svg} ${charts.layer}`} width={width} height={height} aria-hidden="true">
      <line className={charts.cursorLine} x1={x(second)} x2={x(second)} y1={frame.top} y2={height - frame.bottom} />
      {plot.lines.map((line) => {
        const value = valueNear(line, second, span.to - span.from)
        return value === null ? null : (
          <circle
            key={line.key}
            className={charts.cursorDot}
            cx={x(second)}
            cy={Math.max(frame.top, y(value))}
            r={3}
            fill={`var(--${plot.color})`}
          />
        )
      })}
    </svg>
  )
}
