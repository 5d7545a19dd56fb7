import type { ReactElement } from 'react'
import type { PlanTrend } from '#lib/reports/overview-schema.ts'

const WIDTH = 168
const HEIGHT = 34
const INSET = 5

const DOTS: Record<string, string> = {
  pass: 'var(--pass-solid)',
  warn: 'var(--warn-solid)',
  fail: 'var(--fail-solid)',
  inconclusive: 'var(--inconclusive-solid)',
}

/** The judged metric over the last runs against its target: a dot each, in the colour of its verdict; what nobody measured is a gap. */
export function TrendSpark({ trend }: { trend: PlanTrend }): ReactElement {
  const { points, target } = trend
  const values = points.flatMap(({ value }) => value ?? [])
  const low = Math.min(target, ...values)
  const high = Math.max(target, ...values)
  const room = (high - low || Math.abs(high) || 1) * 0.18
  const y = (value: number): number => HEIGHT - 3 - ((value - low + room) / (high - low + 2 * room)) * (HEIGHT - 6)
  const step = points.length > 1 ? (WIDTH - 2 * INSET) / (points.length - 1) : 0
  const x = (index: number): number => INSET + step * index
  const lines = runsOf(points.map(({ value }) => value)).map((run) =>
    run.map(([index, value]) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' '),
  )
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${trend.metric} over the last ${points.length} runs`}
    >
      <line
        x1={0}
        x2={WIDTH}
        y1={y(target)}
        y2={y(target)}
        stroke="var(--rule-target)"
        strokeWidth={1.25}
        strokeDasharray="5 3"
      />
      {lines.map((line) => (
        <polyline
          key={line}
          points={line}
          fill="none"
          stroke="var(--n-500)"
          strokeWidth={1.25}
          strokeLinejoin="round"
        />
      ))}
      {points.map(({ label, value, verdict }, index) =>
        value === null ? null : (
          <circle
            key={label}
            cx={x(index)}
            cy={y(value)}
            r={index === points.length - 1 ? 3 : 1.9}
            fill={DOTS[verdict ?? ''] ?? 'var(--n-500)'}
            stroke="var(--panel)"
            strokeWidth={0.75}
          />
        ),
      )}
    </svg>
  )
}

/** Stretches of values without a gap. */
function runsOf(values: readonly (number | null)[]): [number, number][][] {
  const runs: [number, number][][] = [[]]
  values.forEach((value, index) => {
    if (value === null) runs.push([])
    else runs.at(-1)?.push([index, value])
  })
  return runs.filter((run) => run.length > 1)
}
