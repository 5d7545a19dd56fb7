import type { ReactElement } from 'react'
import { linearScale } from '#components/charts/scale.ts'
import type { OfferedLoad } from './offered-load.ts'

/** The shape alone, beside the folded scenario. */
export function LoadSpark({ load }: { load: OfferedLoad }): ReactElement {
  const [width, height] = [96, 24]
  const x = linearScale([0, Math.max(1, load.durationMs)], [1, width - 1])
  const y = linearScale([0, Math.max(load.peak, 1e-9)], [height - 2, 3])
  const points = load.curve.map(({ atMs, offered }) => `${x(atMs).toFixed(1)},${y(offered).toFixed(1)}`).join(' ')
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="shrink-0">
      <polygon
        points={`1,${height - 2} ${points} ${width - 1},${height - 2}`}
        fill={`var(--series-${load.profile.model}-fill)`}
      />
      <polyline points={points} fill="none" stroke={`var(--series-${load.profile.model})`} strokeWidth={1.25} />
    </svg>
  )
}
