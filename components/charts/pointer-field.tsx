'use client'

import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef, useState } from 'react'
import type { TimeSpan } from './chart-rows.ts'
import css from './charts.module.css'
import { type Cursor, useCursor } from './cursor.ts'
import { frameOf } from './plot-spec.ts'
import { linearScale } from './scale.ts'

interface Props {
  /** Of the slider, for who cannot see it. */
  label?: string
  cursor: Cursor
  rest: number | null
  span: TimeSpan
  width: number
  /** Where the first chart begins. */
  top: number
  heights: number[]
  describe: (second: number) => string
  /** Where the pointer is from the top, in pixels; null when it left. */
  onPointY?: (pixel: number | null) => void
  onSelect: (span: TimeSpan) => void
  onWhole: () => void
}

/** Lies over all charts of a stack: moves the crosshair with pointer or arrow keys, and selects a window by dragging. */
export function PointerField({
  label = 'Time under the crosshair',
  cursor,
  rest,
  span,
  width,
  top,
  heights,
  describe,
  onPointY,
  onSelect,
  onWhole,
}: Props): ReactElement {
  const frame = frameOf(width, true)
  const x = linearScale([span.from, span.to], [frame.left, width - frame.right])
  const start = useRef<number | null>(null)
  const [selection, setSelection] = useState<TimeSpan | null>(null)
  const second = useCursor(cursor) ?? rest ?? span.from
  const at = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    return Math.min(span.to, Math.max(span.from, x.invert(event.clientX - box.left)))
  }
  const step = (event: KeyboardEvent): void => {
    const one = Math.max(1, Math.round((span.to - span.from) / 300))
    const steps: Record<string, number> = { ArrowLeft: -one, ArrowRight: one, PageDown: -10 * one, PageUp: 10 * one }
    const by = steps[event.key]
    if (event.key === 'Escape') cursor.set(null)
    if (by === undefined) return
    event.preventDefault()
    cursor.set(Math.min(span.to, Math.max(span.from, second + by)))
  }
  const finish = (): void => {
    if (selection && selection.to - selection.from >= Math.max(1, (span.to - span.from) / 200)) onSelect(selection)
    start.current = null
    setSelection(null)
  }
  return (
    <div
      className={css.hit}
      style={{ top, width, right: 'auto', height: heights.reduce((a, b) => a + b, heights.length - 1) }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={Math.round(span.from)}
      aria-valuemax={Math.round(span.to)}
      aria-valuenow={Math.round(second)}
      aria-valuetext={describe(second)}
      onKeyDown={step}
      onBlur={() => cursor.set(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = at(event)
      }}
      onPointerMove={(event) => {
        const here = at(event)
        onPointY?.(event.clientY - event.currentTarget.getBoundingClientRect().top)
        cursor.set(here)
        if (start.current !== null)
          setSelection({ from: Math.min(start.current, here), to: Math.max(start.current, here) })
      }}
      onPointerUp={finish}
      onPointerCancel={finish}
      onPointerLeave={() => {
        if (start.current === null) cursor.set(null)
        onPointY?.(null)
      }}
      onDoubleClick={onWhole}
    >
      {selection ? (
        <div className={css.drag} style={{ left: x(selection.from), width: x(selection.to) - x(selection.from) }} />
      ) : null}
    </div>
  )
}
