import clsx from 'clsx'
import type { CSSProperties, ReactElement } from 'react'
import type { Phase } from '#components/charts/plot-spec.ts'
import { timeTicks } from '#components/charts/scale.ts'
import { showClock } from '#lib/core/number-format.ts'
import { phaseAt } from '../timeline/phases.ts'
import live from './live.module.css'

interface Props {
  phases: Phase[]
  elapsedSeconds: number
  plannedSeconds: number
}

/** The whole schedule as a ruler, with the run's place on it. */
export function PhaseRuler({ phases, elapsedSeconds, plannedSeconds }: Props): ReactElement {
  const end = Math.max(plannedSeconds, 1)
  const percent = (second: number): number => Math.min(100, (second / end) * 100)
  const current = phaseAt(phases, elapsedSeconds)
  const long = timeTicks(0, end, 8)
  const short = timeTicks(0, end, 48)
  return (
    <div
      className={live.ruler}
      role="img"
      aria-label={`${current ? `${current.name}, ` : ''}${showClock(elapsedSeconds)} of ${showClock(end)}`}
    >
      {phases.map((phase) => {
        const isOn = phase === current
        const within = ((elapsedSeconds - phase.from) / (phase.to - phase.from)) * 100
        const style = {
          '--from': percent(phase.from),
          '--to': percent(phase.to),
          '--at': Math.max(0, Math.min(100, within)),
        } as CSSProperties
        return (
          <span
            key={phase.from}
            className={clsx(live.rulerSegment, elapsedSeconds >= phase.to && live.done, isOn && live.on)}
            style={style}
          >
            {percent(phase.to) - percent(phase.from) > 6 ? phase.name : ''}
          </span>
        )
      })}
      {short.map((tick) => (
        <span
          key={tick}
          className={clsx(live.rulerTick, long.includes(tick) && live.long)}
          style={{ '--p': percent(tick) } as CSSProperties}
        />
      ))}
      <span className={live.rulerAt} style={{ '--p': percent(elapsedSeconds) } as CSSProperties} />
    </div>
  )
}
