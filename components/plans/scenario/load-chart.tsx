'use client'

import type { ReactElement } from 'react'
import { linearScale, timeTicks, valueTicks } from '#components/charts/scale.ts'
import { useWidth } from '#components/charts/use-width.ts'
import { showClock } from '#lib/core/number-format.ts'
import type { Stage } from '#lib/load/profile.ts'
import { describeLoad, type OfferedLoad, sayLevel } from './offered-load.ts'

const HEIGHT = 268
const FRAME = { left: 44, right: 22, top: 30, bottom: 22 }
const TEXT = 'font-mono text-2xs tracking-[-0.02em] fill-ink-3'

/** What will be offered, drawn from the very schedule the workers follow: planned load is dashed, phases are bands. */
export function LoadChart({ load }: { load: OfferedLoad }): ReactElement {
  const { ref, width: measured } = useWidth()
  const width = Math.max(280, measured || 480)
  const seconds = load.durationMs / 1000
  const ticks = valueTicks(load.peak * 1.05)
  const x = linearScale([0, Math.max(seconds, 1e-9)], [FRAME.left, width - FRAME.right])
  const y = linearScale([0, ticks.at(-1) ?? 1], [HEIGHT - FRAME.bottom, FRAME.top])
  const points = load.curve.map(({ atMs, offered }) => `${x(atMs / 1000).toFixed(1)},${y(offered).toFixed(1)}`)
  const floor = HEIGHT - FRAME.bottom
  return (
    <div ref={ref} data-testid="load-preview">
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={describeLoad(load)}>
        {load.profile.stages.map((stage) =>
          stage.phase === 'wait' ? null : <Band key={stage.key} stage={stage} x={x} />,
        )}
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              x1={FRAME.left}
              x2={width - FRAME.right}
              y1={y(tick)}
              y2={y(tick)}
              stroke={tick ? 'var(--grid)' : 'var(--axis)'}
            />
            <text x={FRAME.left - 7} y={y(tick) + 4} textAnchor="end" className={TEXT}>
              {tick.toLocaleString('en-US')}
            </text>
          </g>
        ))}
        <text x={FRAME.left - 7} y={11} textAnchor="end" className={TEXT}>
          {load.profile.model === 'users' ? 'users' : '/s'}
        </text>
        {timeTicks(0, seconds, Math.max(2, Math.floor((width - 80) / 74))).map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={floor} y2={floor + 4} stroke="var(--axis)" />
            <text x={x(tick)} y={floor + 16} textAnchor="middle" className={TEXT}>
              {showClock(tick)}
            </text>
          </g>
        ))}
        {points.length > 1 ? (
          <>
            <polygon
              points={`${x(0)},${floor} ${points.join(' ')} ${x(seconds)},${floor}`}
              fill={`var(--series-${load.profile.model}-fill)`}
            />
            <polyline
              points={points.join(' ')}
              fill="none"
              stroke={`var(--series-${load.profile.model})`}
              strokeWidth={1.75}
              strokeDasharray="5 3.5"
              strokeLinejoin="round"
            />
          </>
        ) : null}
        <Levels load={load} x={x} y={y} width={width} />
        {load.profile.stages.map((stage) =>
          stage.phase === 'wait' ? <Wait key={stage.key} at={x(stage.startMs / 1000)} stage={stage} /> : null,
        )}
      </svg>
    </div>
  )
}

type Scale = (value: number) => number

const RAMPS = new Set(['ramp-up', 'ramp-down', 'ramp'])

function Band({ stage, x }: { stage: Stage; x: Scale }): ReactElement {
  const [from, to] = [x(stage.startMs / 1000), x((stage.startMs + stage.durationMs) / 1000)]
  const label = stage.key.length * 6.9 < to - from
  return (
    <g>
      <rect
        x={from}
        y={FRAME.top - 16}
        width={Math.max(0, to - from)}
        height={HEIGHT - FRAME.bottom - FRAME.top + 16}
        fill={RAMPS.has(stage.phase) ? 'var(--band-ramp)' : stage.phase === 'spike' ? 'var(--band)' : 'transparent'}
      />
      {stage.startMs > 0 ? (
        <line
          x1={from}
          x2={from}
          y1={FRAME.top - 16}
          y2={HEIGHT - FRAME.bottom}
          stroke="var(--axis)"
          strokeDasharray="1 3"
        />
      ) : null}
      {label ? (
        <text x={(from + to) / 2} y={FRAME.top - 5} textAnchor="middle" className={TEXT}>
          {stage.key}
        </text>
      ) : null}
    </g>
  )
}

/** Where the run waits for somebody: a cut through the picture, since nobody knows how long. */
function Wait({ at, stage }: { at: number; stage: Stage }): ReactElement {
  const top = FRAME.top - 16
  return (
    <g>
      <title>{`${stage.key}: until somebody confirms`}</title>
      <line x1={at} x2={at} y1={top} y2={HEIGHT - FRAME.bottom} stroke="var(--ink-3)" strokeDasharray="2 2" />
      <rect x={at - 8} y={top - 8} width={16} height={16} rx={3} fill="var(--panel)" stroke="var(--ink-3)" />
      <path d={`M${at - 2.5} ${top - 4}v8M${at + 2.5} ${top - 4}v8`} stroke="var(--ink-2)" strokeWidth={1.75} />
    </g>
  )
}

/** The level of each hold that is wide enough, at most six. */
function Levels({ load, x, y, width }: { load: OfferedLoad; x: Scale; y: Scale; width: number }): ReactElement {
  const holds = load.profile.stages.filter(({ from, to, durationMs }) => {
    const wide = x(durationMs / 1000) - x(0)
    return from === to && to > 0 && wide > 56
  })
  const shown = holds.filter((hold, index) => hold.to !== holds[index - 1]?.to).slice(0, 6)
  return (
    <>
      {shown.map(({ key, startMs, durationMs, to }) => {
        const at = Math.min(x((startMs + durationMs / 2) / 1000), width - FRAME.right - 30)
        const level = Math.min(to, load.profile.model === 'rate' ? (load.profile.maxRatePerSecond ?? to) : to)
        return (
          <g key={key}>
            <circle
              cx={at}
              cy={y(level)}
              r={3}
              fill={`var(--series-${load.profile.model})`}
              stroke="var(--panel)"
              strokeWidth={1.5}
            />
            <text
              x={at}
              y={y(level) + (y(level) + 22 < HEIGHT - FRAME.bottom ? 18 : -9)}
              textAnchor="middle"
              stroke="var(--panel)"
              strokeWidth={4}
              paintOrder="stroke"
              className="fill-ink font-mono text-2xs font-medium tracking-[-0.02em]"
            >
              {sayLevel(load.profile, level)}
            </text>
          </g>
        )
      })}
    </>
  )
}
