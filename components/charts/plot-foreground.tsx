'use client'

import clsx from 'clsx'
import type { ReactElement } from 'react'
import type { ChartRow } from './chart-rows.ts'
import css from './charts.module.css'
import { barsPath, offScale, type PlotGeometry } from './plot-geometry.ts'
import type { Flag, TimePlotProps } from './plot-spec.ts'
import { pushApart } from './scale.ts'

/** How many letters of 11 px mono the right gutter holds. */
const GUTTER_LETTERS = 11

type Props = TimePlotProps & { geometry: PlotGeometry; ticks: number[] }

/** Above the data: axis texts, target and limit, the lane, flags, and values that left the scale. */
export function PlotForeground({ spec, rows, flags, isFirst, isLast, geometry, ticks, showTime }: Props): ReactElement {
  const { x, y, frame, width, height } = geometry
  const bottom = height - frame.bottom
  return (
    <g>
      <text x={frame.left - 8} y={11} textAnchor="end">
        {spec.unit}
      </text>
      {spec.overlays?.length && frame.right > 40 ? (
        <text x={width - frame.right + 10} y={frame.top + 4}>
          100 %
        </text>
      ) : null}
      {geometry.ticks.map((tick) => (
        <text key={tick} x={frame.left - 8} y={y(tick) + 4} textAnchor="end">
          {spec.showTick(tick)}
        </text>
      ))}
      {isLast
        ? ticks.map((tick) => (
            <text key={tick} x={x(tick)} y={bottom + 15} textAnchor={x(tick) > width - 17 ? 'end' : 'middle'}>
              {showTime(tick)}
            </text>
          ))
        : null}
      <Lane rows={rows} geometry={geometry} />
      <Rules spec={spec} geometry={geometry} />
      <Flags flags={flags} geometry={geometry} marked={isFirst} />
      {offScale(spec, rows, geometry.top).map(({ series, x: at, value }) => (
        <g key={series.key} transform={`translate(${x(at)} ${frame.top})`}>
          <path d="M-4 6L0 0L4 6z" fill={`var(--${series.color})`} />
          <text
            x={x(at) > width - frame.right - 80 ? -7 : 7}
            y={8}
            textAnchor={x(at) > width - frame.right - 80 ? 'end' : 'start'}
            className={clsx(css.haloed, css.strongText)}
          >
            {series.show(value).join('\u00a0')}
          </text>
        </g>
      ))}
    </g>
  )
}

function Rules({ spec, geometry }: { spec: Props['spec']; geometry: PlotGeometry }): ReactElement {
  const { y, frame, width, floor } = geometry
  const right = width - frame.right
  const narrow = frame.right < 40
  const labels = pushApart(
    spec.rules.map((rule) => ({ item: rule, y: y(Math.min(rule.at, geometry.top)) })),
    13,
    frame.top,
    floor,
  )
  return (
    <>
      {spec.rules
        .filter((rule) => rule.at <= geometry.top)
        .map((rule) => (
          <line
            key={rule.label}
            className={clsx(css.rule, css[rule.kind])}
            x1={frame.left}
            x2={right + (narrow ? 0 : 6)}
            y1={y(rule.at)}
            y2={y(rule.at)}
          />
        ))}
      {labels.map(({ item, y: at }) => {
        const label = item.at > geometry.top ? `${item.label}↑` : item.label
        // A long label ends at the edge of the chart; a short one begins where the line ends.
        const isLong = narrow || label.length > GUTTER_LETTERS
        return (
          <text
            key={item.label}
            className={clsx(css.ruleLabel, css[item.kind])}
            x={narrow ? right - 4 : isLong ? width - 2 : right + 10}
            y={narrow ? at - 4 : at + 4}
            textAnchor={isLong ? 'end' : 'start'}
          >
            {label}
          </text>
        )
      })}
    </>
  )
}

function Lane({ rows, geometry }: { rows: ChartRow[]; geometry: PlotGeometry }): ReactElement | null {
  const { lane, x, frame, width, height } = geometry
  if (!lane) return null
  const bottom = height - frame.bottom
  const right = width - frame.right
  const first = rows[0]
  const barWidth = Math.max(1.5, Math.min(4, first ? (x(first.second + first.seconds) - x(first.second)) * 0.8 : 2))
  const paths = lane.series.map((series, i) => {
    const bars = rows.flatMap((row) => {
      const base = lane.series.slice(0, i).reduce((sum, s) => sum + (row[s.key] ?? 0), 0)
      const value = row[series.key] ?? 0
      return value > 0 ? [{ x: x(row.x), from: lane.y(base), to: lane.y(base + value) }] : []
    })
    return { series, path: barsPath(bars, barWidth) }
  })
  return (
    <>
      <line className={css.axis} x1={frame.left} x2={right} y1={bottom} y2={bottom} />
      {paths.map(({ series, path }) => (
        <path key={series.key} className={css.laneBars} d={path} fill={`var(--${series.color})`} />
      ))}
      <text x={frame.left - 8} y={bottom - 12} textAnchor="end">
        {lane.max >= 10 ? Math.round(lane.max) : Number(lane.max.toPrecision(2))}
      </text>
      {frame.right > 40
        ? paths
            .filter(({ path }, i) => i === 0 || path !== '')
            .map(({ series }, i) => (
              <text key={series.key} x={right + 10} y={bottom - 2 - 12 * i}>
                {series.name.toLowerCase()}
              </text>
            ))
        : null}
    </>
  )
}

function Flags({ flags, geometry, marked }: { flags: Flag[]; geometry: PlotGeometry; marked: boolean }): ReactElement {
  const { x, frame, width, height } = geometry
  const inside = flags.filter((f) => x(f.at) >= frame.left - 0.5 && x(f.at) <= width - frame.right + 0.5)
  let free = Number.NEGATIVE_INFINITY
  const placed = inside.map((flag) => {
    const at = x(flag.at)
    const stand = Math.max(at, free)
    free = stand + 17
    return { flag, at, stand }
  })
  return (
    <>
      {placed.map(({ flag, at, stand }) => (
        <g key={`${flag.mark}-${flag.at}-${flag.text}`}>
          <line className={css.flagLine} x1={at} x2={at} y1={frame.top} y2={height - frame.bottom} />
          {marked ? (
            <g transform={`translate(${stand} ${frame.top - 1})`}>
              <path className={clsx(css.flag, css[flag.kind])} d={`M-7 -15h14v11L${at - stand} 2L-7 -4z`} />
              <text className={css.flagText} y={-6} textAnchor="middle">
                {flag.mark}
              </text>
            </g>
          ) : null}
        </g>
      ))}
    </>
  )
}
