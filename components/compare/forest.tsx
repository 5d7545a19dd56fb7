import type { ReactElement } from 'react'
import type { ChangeView } from '#lib/verdicts/comparison-schema.ts'
import css from './compare.module.css'
import type { ForestScale } from './forest-scale.ts'

const WIDTH = 260
const HEIGHT = 24

/** A change and its interval about the line of no change. The numbers stand beside it. */
export function Forest({ change, scale }: { change: ChangeView | null; scale: ForestScale }): ReactElement {
  const x = (value: number): number => Math.round(scale.place(value) * (WIDTH - 8) + 4)
  const tone = change?.moved ? css[change.direction] : css.same
  return (
    <svg className={`${css.forest} ${tone}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      <Grid scale={scale} x={x} />
      {change?.interval ? (
        <g className={css.whisker}>
          <path
            vectorEffect="non-scaling-stroke"
            d={`M${x(change.interval[0])} 12H${x(change.interval[1])}M${x(change.interval[0])} 8V16M${x(change.interval[1])} 8V16`}
          />
        </g>
      ) : null}
      {change?.relative != null ? (
        <rect className={css.point} x={x(change.relative) - 3} y={9} width={6} height={6} rx={change.moved ? 0 : 3} />
      ) : null}
    </svg>
  )
}

function Grid({ scale, x }: { scale: ForestScale; x: (value: number) => number }): ReactElement {
  return (
    <>
      {scale.ticks.map((tick) => (
        <line
          key={tick}
          className={tick === 0 ? css.zero : css.gridLine}
          vectorEffect="non-scaling-stroke"
          x1={x(tick)}
          x2={x(tick)}
          y1={0}
          y2={HEIGHT}
        />
      ))}
    </>
  )
}

/** The scale above a column of them. */
export function ForestHead({ scale }: { scale: ForestScale }): ReactElement {
  return (
    <>
      <span className="sr-only">Change with its interval</span>
      <span className={css.forestHead} aria-hidden>
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ left: `${scale.place(tick) * 100}%` }}>
            {tick > 0 ? '+' : tick < 0 ? '−' : ''}
            {Math.abs(Math.round(tick * 1000) / 10)}&nbsp;%
          </span>
        ))}
      </span>
    </>
  )
}
