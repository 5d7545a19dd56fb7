'use client'

import clsx from 'clsx'
import { type ReactElement, useId, useMemo, useState } from 'react'
import { say, showCount, showLatency } from '#lib/core/number-format.ts'
import type { ChartRow, TimeSpan } from './chart-rows.ts'
import css from './charts.module.css'
import { type Cursor, useCursor } from './cursor.ts'
import { type Heat, heatCellAt, heatPaths } from './heat-cells.ts'
import { latencyTick, logScale, logTicks } from './log-scale.ts'
import { linePath } from './plot-geometry.ts'
import { type Flag, frameOf, type RuleSpec } from './plot-spec.ts'
import { PointerField } from './pointer-field.tsx'
import { linearScale, pushApart, timeTicks } from './scale.ts'
import { useWidth } from './use-width.ts'
import xy from './xy.module.css'

interface Props {
  heat: Heat
  span: TimeSpan
  /** For the line of p95. */
  rows: readonly ChartRow[]
  rules: readonly RuleSpec[]
  flags: readonly Flag[]
  cursor: Cursor
  showTime: (second: number) => string
  height?: number
  onSelect: (span: TimeSpan) => void
  onWhole: () => void
}

const LEVELS = [1, 2, 3, 4, 5, 6]
const TOP = 20
const BOTTOM = 22

/** Time × latency: how many requests took how long, when. */
export function HeatMap(props: Props): ReactElement {
  const { heat, span, rows, rules, flags, cursor, showTime, height = 290, onSelect, onWhole } = props
  const { ref, width } = useWidth()
  const [pointedMs, setPointedMs] = useState<number | null>(null)
  const hatch = useId()
  const frame = frameOf(width, true)
  const right = Math.max(frame.left + 1, width - frame.right)
  const floor = height - BOTTOM
  const edges = useMemo(() => shownEdges(heat), [heat])
  const x = useMemo(() => linearScale([span.from, span.to], [frame.left, right]), [span, frame.left, right])
  const y = useMemo(() => logScale([edges.low, edges.high], [floor, TOP]), [edges, floor])
  const paths = useMemo(() => heatPaths(heat, x, (edge) => y(heat.edgesMs[edge] ?? edges.high)), [heat, x, y, edges])
  const labels = pushApart(
    rules
      .filter(({ at }) => at >= edges.low && at <= edges.high)
      .map((item) => ({ item, y: y(Math.min(Math.max(item.at, edges.low), edges.high)) })),
    13,
    TOP,
    floor,
  )
  const shownFlags = flags.filter(({ at }) => at >= span.from && at <= span.to)
  const p95 = linePath(
    rows,
    (row) => x(row.x),
    (row) => (row.p95 === null ? null : Math.max(TOP, Math.min(floor, y(row.p95)))),
  )
  return (
    <div className={xy.heat} style={{ height }} ref={ref}>
      {width > 0 ? (
        <>
          <div data-chart="heat-map" role="img" aria-label="Heat map of time and latency">
            <svg className={css.svg} width={width} height={height} aria-hidden="true">
              <defs>
                <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                  <line x1="0" y1="0" x2="0" y2="8" className={css.hatchLine} />
                </pattern>
              </defs>
              <text x={frame.left - 8} y={11} textAnchor="end">
                ms
              </text>
              <rect x={frame.left} y={TOP} width={right - frame.left} height={floor - TOP} fill={`url(#${hatch})`} />
              {heat.columns
                .filter(({ counts }) => counts.length > 0 && counts.some((count) => count > 0))
                .map(({ second, seconds }) => (
                  <rect
                    key={second}
                    className={xy.ground}
                    x={x(second)}
                    width={Math.max(0.5, x(second + seconds) - x(second))}
                    y={TOP}
                    height={floor - TOP}
                  />
                ))}
              {LEVELS.map((level) => (
                <path key={level} d={paths[level]} fill={`var(--heat-${level})`} />
              ))}
              {logTicks(edges.low, edges.high).map((tick) => (
                <text key={tick} x={frame.left - 8} y={y(tick) + 4} textAnchor="end">
                  {latencyTick(tick)}
                </text>
              ))}
              <line className={css.axis} x1={frame.left} x2={right} y1={floor} y2={floor} />
              {timeTicks(span.from, span.to, width < 560 ? 5 : 9).map((tick) => (
                <text key={tick} x={x(tick)} y={floor + 15} textAnchor="middle">
                  {showTime(tick)}
                </text>
              ))}
              <path className={xy.p95Halo} d={p95} />
              <path className={xy.p95} d={p95} />
              {labels.map(({ item, y: at }) => (
                <g key={item.kind}>
                  <line
                    className={clsx(css.rule, css[item.kind])}
                    x1={frame.left}
                    x2={right + 6}
                    y1={y(item.at)}
                    y2={y(item.at)}
                  />
                  <text
                    className={clsx(css.ruleLabel, css[item.kind])}
                    x={frame.right > 40 ? right + 10 : right - 4}
                    y={frame.right > 40 ? at + 4 : at - 4}
                    textAnchor={frame.right > 40 ? 'start' : 'end'}
                  >
                    {item.label}
                  </text>
                </g>
              ))}
              {shownFlags.map((flag) => (
                <g key={`${flag.mark}-${flag.at}-${flag.text}`}>
                  <line className={css.flagLine} x1={x(flag.at)} x2={x(flag.at)} y1={TOP} y2={floor} />
                  <g transform={`translate(${x(flag.at)} ${TOP - 1})`}>
                    <path className={clsx(css.flag, css[flag.kind])} d="M-7 -15h14v11L0 2L-7 -4z" />
                    <text className={css.flagText} y={-6} textAnchor="middle">
                      {flag.mark}
                    </text>
                  </g>
                </g>
              ))}
            </svg>
          </div>
          <Pointed {...{ heat, cursor, pointedMs, x, height, showTime }} />
          <PointerField
            label="Second of the heat map"
            cursor={cursor}
            rest={null}
            span={span}
            width={width}
            top={0}
            heights={[height]}
            describe={(second) => columnText(heat, second, showTime)}
            onPointY={(pixel) => setPointedMs(pixel === null ? null : y.invert(pixel))}
            onSelect={onSelect}
            onWhole={onWhole}
          />
        </>
      ) : null}
    </div>
  )
}

/** The classes that hold something, with one free one at either side. */
function shownEdges({ edgesMs, columns }: Heat): { low: number; high: number } {
  let [first, last] = [edgesMs.length, 0]
  for (const { counts } of columns)
    counts.forEach((count, at) => {
      if (count === 0) return
      first = Math.min(first, at)
      last = Math.max(last, at)
    })
  if (first > last) return { low: edgesMs.find((edge) => edge > 0) ?? 1, high: edgesMs.at(-1) ?? 1000 }
  const low = edgesMs[Math.max(0, first - 1)] || edgesMs[first] || edgesMs[1] || 1
  return { low, high: edgesMs[Math.min(edgesMs.length - 1, last + 2)] ?? low * 10 }
}

interface PointedProps {
  heat: Heat
  cursor: Cursor
  pointedMs: number | null
  x: (second: number) => number
  height: number
  showTime: (second: number) => string
}

/** The line under the pointer, wherever on the page it points at this second, and what the cell holds. */
function Pointed({ heat, cursor, pointedMs, x, height, showTime }: PointedProps): ReactElement | null {
  const second = useCursor(cursor)
  if (second === null) return null
  const cell = pointedMs === null ? null : heatCellAt(heat, second, pointedMs)
  const text = cell
    ? `${showTime(cell.second)} · ${say(showLatency(cell.fromMs))} to ${say(showLatency(cell.toMs))} · ${showCount(cell.count)[0]} requests`
    : ''
  return (
    <svg className={clsx(css.svg, css.layer)} width="100%" height={height} aria-hidden="true">
      <line className={css.cursorLine} x1={x(second)} x2={x(second)} y1={TOP} y2={height - BOTTOM} />
      <text className={css.strongText} x={66} y={11}>
        {text}
      </text>
    </svg>
  )
}

function columnText(heat: Heat, second: number, showTime: (second: number) => string): string {
  const column = heat.columns.find((one) => second >= one.second && second < one.second + one.seconds)
  const total = column?.counts.reduce((sum, count) => sum + count, 0) ?? 0
  const most = column ? column.counts.indexOf(Math.max(...column.counts)) : -1
  const from = heat.edgesMs[most]
  if (!column || total === 0 || from === undefined) return `${showTime(second)}: no requests`
  return `${showTime(column.second)}: ${showCount(total)[0]} requests, most from ${say(showLatency(from))}`
}
