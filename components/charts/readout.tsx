'use client'

import clsx from 'clsx'
import type { ReactElement } from 'react'
import { type Shown, showClock } from '#lib/core/number-format.ts'
import { type ChartRow, rowAt } from './chart-rows.ts'
import css from './charts.module.css'
import { type Cursor, useCursor } from './cursor.ts'
import type { BesideLine, Overlay, PlotSpec } from './plot-spec.ts'

function Value({ shown: [digits, unit] }: { shown: Shown }): ReactElement {
  return (
    <dd className={css.value}>
      {digits}
      <span>{unit}</span>
    </dd>
  )
}

interface Props {
  cursor: Cursor
  idle: number | null
  spec: PlotSpec
  rows: ChartRow[]
}

/** Legend and tooltip in one: every series with its value under the crosshair. */
export function Readout({ cursor, idle, spec, rows }: Props): ReactElement {
  const second = useCursor(cursor) ?? idle
  const row = second === null ? null : rowAt(rows, second)
  return (
    <div className={css.readout}>
      <h3>
        {spec.title}
        {spec.note ? <span>{spec.note}</span> : null}
      </h3>
      <dl>
        {spec.series.map((series) => (
          <div
            key={series.key}
            className={clsx(series.strong && css.lead)}
            data-legend={series.name}
            data-legend-of={spec.id}
          >
            <dt>
              <span
                className={clsx(css.swatch, series.strong && css.thick, series.dashed && css.dash)}
                style={{ borderColor: series.readoutOnly && !series.dashed ? 'transparent' : `var(--${series.color})` }}
              />
              <span className={css.name}>{series.name}</span>
            </dt>
            <Value shown={series.show(row ? row[series.key] : null)} />
          </div>
        ))}
        {(spec.overlays ?? []).map((overlay) => (
          <div key={overlay.name} data-legend={overlay.name} data-legend-of={spec.id}>
            <dt>
              <span className={css.swatch} style={{ borderColor: `var(--${overlay.color})` }} />
              <span className={css.name} title={overlay.name}>
                {overlay.name}
              </span>
            </dt>
            <Value shown={overlay.show(second === null ? null : lastAt(overlay, second))} />
          </div>
        ))}
        {spec.beside && second !== null ? (
          <div data-legend={spec.beside.name} data-legend-of={spec.id}>
            <dt>
              <span className={clsx(css.swatch, css.dash)} style={{ borderColor: 'var(--series-baseline)' }} />
              <span className={css.name} title={`${spec.beside.name}, the baseline`}>
                {spec.beside.name}
              </span>
            </dt>
            <Value
              shown={
                (spec.series.find((s) => s.strong) ?? spec.series[0])?.show(besideAt(spec.beside, second)) ?? ['–', '']
              }
            />
          </div>
        ) : null}
        {spec.rules.map((rule, i) => (
          <div key={rule.kind} className={clsx(i === 0 && css.rulesStart)}>
            <dt>
              <span
                className={clsx(css.swatch, rule.kind === 'target' && css.dash)}
                style={{ borderColor: `var(--rule-${rule.kind})` }}
              />
              <span className={css.name} title={rule.name}>
                {rule.name}
              </span>
            </dt>
            <Value shown={spec.series.find((s) => s.strong)?.show(rule.at) ?? [String(rule.at), '']} />
          </div>
        ))}
      </dl>
    </div>
  )
}

/** A reading holds until the next. */
const lastAt = ({ points }: Overlay, second: number): number | null =>
  points.findLast(({ x }) => x <= second + 0.5)?.y ?? null

/** The point nearest to a second; null where the other run has none within a few seconds of it. */
function besideAt({ points }: BesideLine, second: number): number | null {
  let nearest: BesideLine['points'][number] | null = null
  for (const point of points) if (!nearest || Math.abs(point.x - second) < Math.abs(nearest.x - second)) nearest = point
  const step = (points[1]?.x ?? 1) - (points[0]?.x ?? 0)
  return nearest && Math.abs(nearest.x - second) <= Math.max(2, step) ? nearest.y : null
}

interface ClockProps {
  cursor: Cursor
  idle: number | null
  idleText: string
  rows: ChartRow[]
  /** Start of the run; null before it started. */
  startedAt: string | null
}

/** Elapsed time under the crosshair and the wall clock that belongs to it. */
export function ReadoutClock({ cursor, idle, idleText, rows, startedAt }: ClockProps): ReactElement {
  const pointed = useCursor(cursor)
  const second = pointed ?? idle
  const row = second === null ? null : rowAt(rows, second)
  const at = row?.second ?? null
  const wall =
    at !== null && startedAt ? new Date(new Date(startedAt).getTime() + at * 1000).toISOString().slice(11, 19) : null
  return (
    <div className={css.clock}>
      <span>
        {at === null ? 'No data yet' : `at ${showClock(at)}`}
        {at !== null && pointed === null && idleText && row?.p95 !== null ? <small>{idleText}</small> : null}
      </span>
      {wall ? <span className={css.value}>{wall} UTC</span> : null}
    </div>
  )
}
