import clsx from 'clsx'
import { memo, type ReactElement } from 'react'
import css from './charts.module.css'
import { linePath } from './plot-geometry.ts'
import { linearScale } from './scale.ts'

interface Props {
  values: readonly (number | null)[]
  /** Name of the colour token. */
  color?: string
  target?: number
  limit?: number
  width?: number
  height?: number
}

/** The last values against a target, without axes; the numbers stand beside it. Plain SVG: a table holds dozens of them. */
export const Sparkline = memo(function Sparkline({
  values,
  color = 'series-p95',
  target,
  limit,
  width = 120,
  height = 22,
}: Props): ReactElement {
  const known = values.filter((v): v is number => v !== null)
  const top = Math.max(...known, target !== undefined && target < Math.max(...known, 0) * 3 ? target * 1.08 : 0, 1e-9)
  const x = linearScale([0, Math.max(1, values.length - 1)], [3, width - 4])
  const y = linearScale([0, top], [height - 3, 3])
  const last = values.at(-1)
  const rules = [
    ['target', target],
    ['limit', limit],
  ] as const
  return (
    <svg className={css.spark} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {rules.map(([kind, at]) =>
        at !== undefined && at <= top ? (
          <line key={kind} className={clsx(css.rule, css[kind])} x1={0} x2={width} y1={y(at)} y2={y(at)} />
        ) : null,
      )}
      <path
        stroke={`var(--${color})`}
        d={linePath(
          values,
          (_, i) => x(i),
          (v) => (v === null ? null : y(v)),
        )}
      />
      {last !== null && last !== undefined ? (
        <circle
          cx={x(values.length - 1)}
          cy={y(last)}
          r={2}
          fill={`var(--${color})`}
          stroke="var(--panel)"
          strokeWidth={1}
        />
      ) : null}
    </svg>
  )
})
