'use client'

import { type KeyboardEvent, type PointerEvent, type ReactElement, useId, useRef } from 'react'
import { showClock } from '#lib/core/number-format.ts'
import type { ChartRow, TimeSpan } from './chart-rows.ts'
import css from './charts.module.css'
import { linePath } from './plot-geometry.ts'
import { frameOf, type Phase } from './plot-spec.ts'
import { linearScale, timeTicks } from './scale.ts'

interface Props {
  rows: ChartRow[]
  planned: { x: number; planned: number }[]
  phases: Phase[]
  whole: TimeSpan
  shown: TimeSpan
  width: number
  showTime: (second: number) => string
  onChange: (span: TimeSpan) => void
}

const HEIGHT = 46
const TOP = 4
const BASE = 30

/** The whole run in small, with the shown window as a selection that can be dragged or moved with the arrow keys. */
export function Brush({ rows, planned, phases, whole, shown, width, showTime, onChange }: Props): ReactElement {
  const frame = frameOf(width, true)
  const x = linearScale([whole.from, whole.to], [frame.left, width - frame.right])
  const top = Math.max(1e-9, ...planned.map((p) => p.planned), ...rows.map((r) => r.achieved ?? 0))
  const y = linearScale([0, top * 1.05], [BASE, TOP])
  const outline = linePath(
    rows,
    (r) => x(r.x),
    (r) => (r.achieved === null ? null : y(r.achieved)),
  )
  const id = useId()
  const smallest = Math.max(1, (whole.to - whole.from) / 200)
  const drag = useDrag((second, edge, start) => onChange(moved(shownAt(start), edge, second, whole, smallest)), x)
  const shownAt = (start: TimeSpan | null): TimeSpan => start ?? shown
  return (
    <div className={css.brush}>
      <svg className={css.svg} width={width} height={HEIGHT} aria-hidden="true">
        {phases
          .filter((p) => p.kind !== 'steady')
          .map((p) => (
            <rect
              key={p.from}
              className={css.band}
              x={x(p.from)}
              width={Math.max(0, x(p.to) - x(p.from))}
              y={TOP}
              height={BASE - TOP}
            />
          ))}
        <path
          className={css.planned}
          d={linePath(
            planned,
            (p) => x(p.x),
            (p) => y(p.planned),
          )}
        />
        <path className={css.brushLine} d={outline} />
        <rect
          className={css.brushSelection}
          x={x(shown.from)}
          width={Math.max(0, x(shown.to) - x(shown.from))}
          y={TOP}
          height={BASE - TOP}
        />
        <line className={css.axis} x1={frame.left} x2={width - frame.right} y1={BASE} y2={BASE} />
        {timeTicks(whole.from, whole.to, width < 560 ? 4 : 10).map((tick) => (
          <g key={tick}>
            <line className={css.axis} x1={x(tick)} x2={x(tick)} y1={BASE} y2={BASE + 4} />
            <text x={x(tick)} y={BASE + 14} textAnchor="middle">
              {showTime(tick)}
            </text>
          </g>
        ))}
      </svg>
      <div
        className={css.slide}
        style={{ left: x(shown.from), width: Math.max(0, x(shown.to) - x(shown.from)) }}
        {...drag('both', shown)}
      />
      {(['from', 'to'] as const).map((edge) => (
        <button
          key={edge}
          type="button"
          className={css.grip}
          role="slider"
          aria-label={edge === 'from' ? 'Start of the shown window' : 'End of the shown window'}
          aria-valuemin={Math.round(whole.from)}
          aria-valuemax={Math.round(whole.to)}
          aria-valuenow={Math.round(shown[edge])}
          aria-valuetext={showClock(shown[edge])}
          id={`${id}-${edge}`}
          style={{ left: x(shown[edge]) }}
          onKeyDown={(event) => {
            const step = keyStep(event, whole)
            if (step === null) return
            event.preventDefault()
            onChange(moved(shown, edge, shown[edge] + step, whole, smallest))
          }}
          {...drag(edge, shown)}
        />
      ))}
    </div>
  )
}

type Edge = 'from' | 'to' | 'both'

/** Seconds a key moves an edge: 1 % of the run, 10 % with Page, everything with Home and End. */
function keyStep(event: KeyboardEvent, whole: TimeSpan): number | null {
  const length = whole.to - whole.from
  const one = Math.max(1, Math.round(length / 100))
  const steps: Record<string, number> = {
    ArrowLeft: -one,
    ArrowDown: -one,
    ArrowRight: one,
    ArrowUp: one,
    PageDown: -one * 10,
    PageUp: one * 10,
    Home: -length,
    End: length,
  }
  return steps[event.key] ?? null
}

function moved(span: TimeSpan, edge: Edge, to: number, whole: TimeSpan, smallest: number): TimeSpan {
  if (edge === 'from') return { from: Math.max(whole.from, Math.min(to, span.to - smallest)), to: span.to }
  if (edge === 'to') return { from: span.from, to: Math.min(whole.to, Math.max(to, span.from + smallest)) }
  const length = span.to - span.from
  const from = Math.max(whole.from, Math.min(to, whole.to - length))
  return { from, to: from + length }
}

/** Pointer handlers for one edge, or for the selection as a whole. */
function useDrag(
  onMove: (second: number, edge: Edge, start: TimeSpan | null) => void,
  x: { invert: (pixel: number) => number },
) {
  const held = useRef<{ edge: Edge; offset: number; start: TimeSpan } | null>(null)
  const second = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    return x.invert(event.clientX - (box?.left ?? 0))
  }
  return (edge: Edge, shown: TimeSpan) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      held.current = { edge, offset: second(event) - (edge === 'to' ? shown.to : shown.from), start: shown }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const hold = held.current
      if (hold && hold.edge === edge) onMove(second(event) - hold.offset, edge, hold.start)
    },
    onPointerUp: () => {
      held.current = null
    },
  })
}
