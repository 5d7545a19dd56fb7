'use client'

import type { ReactElement } from 'react'
import css from './charts.module.css'
import { linePath, type PlotGeometry } from './plot-geometry.ts'
import type { TimePlotProps } from './plot-spec.ts'

type Props = TimePlotProps & { geometry: PlotGeometry; ticks: number[]; hatch: string }

/** Below the data: phases, what is not known, grid, planned load. */
export function PlotBackground({
  spec,
  span,
  phases,
  gaps,
  planned,
  now,
  geometry,
  ticks,
  hatch,
}: Props): ReactElement {
  const { x, y, frame, width, height } = geometry
  const right = width - frame.right
  const bottom = height - frame.bottom
  const tall = bottom - frame.top
  const cut = (from: number, to: number): { x: number; width: number } => {
    const a = x(Math.max(from, span.from))
    return { x: a, width: Math.max(0, x(Math.min(to, span.to)) - a) }
  }
  const shown = phases.filter((p) => p.to > span.from && p.from < span.to)
  return (
    <g>
      <defs>
        <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="8" className={css.hatchLine} />
        </pattern>
      </defs>
      {shown
        .filter((p) => p.kind !== 'steady')
        .map((p) => (
          <rect key={p.from} className={css.band} y={frame.top} height={tall} {...cut(p.from, p.to)} />
        ))}
      {shown
        .filter((p) => p.from > span.from)
        .map((p) => (
          <line key={p.from} className={css.bandEdge} x1={x(p.from)} x2={x(p.from)} y1={frame.top} y2={bottom} />
        ))}
      {now !== null && now < span.to ? (
        <rect fill={`url(#${hatch})`} opacity={0.4} y={frame.top} height={tall} {...cut(now, span.to)} />
      ) : null}
      {gaps.map((gap) => (
        <rect key={gap.from} fill={`url(#${hatch})`} y={frame.top} height={tall} {...cut(gap.from, gap.to)} />
      ))}
      {geometry.ticks.map((tick) => (
        <line
          key={tick}
          className={tick === 0 ? css.axis : css.grid}
          x1={frame.left}
          x2={right}
          y1={y(tick)}
          y2={y(tick)}
        />
      ))}
      {ticks.map((tick) => (
        <line key={tick} className={css.grid} x1={x(tick)} x2={x(tick)} y1={frame.top} y2={bottom} />
      ))}
      {spec.planned ? (
        <path
          className={css.planned}
          d={linePath(
            planned,
            (p) => x(p.x),
            (p) => y(p.planned),
          )}
        />
      ) : null}
    </g>
  )
}
