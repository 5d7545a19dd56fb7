import clsx from 'clsx'
import type { CSSProperties, ReactElement } from 'react'
import { gaugeScale } from '#lib/verdicts/gauge-scale.ts'
import type { VerdictWord } from './verdict-badge.tsx'
import css from './verdicts.module.css'

interface Props {
  /** What is measured, for readers who cannot see it. */
  title: string
  value: number
  interval?: readonly [number, number] | null
  target: number
  limit: number | null
  higherIsBetter?: boolean
  verdict: VerdictWord
  big?: boolean
  /** Target and limit as text below their ticks. */
  labels?: readonly [target: string, limit?: string]
  show: (value: number) => string
}

/** Where a value stands between zero, target and limit. */
export function Gauge(props: Props): ReactElement {
  const { title, value, interval, target, limit, higherIsBetter = false, verdict, big, labels, show } = props
  const scale = gaugeScale({ value, interval, target, limit, higherIsBetter })
  const same = target === limit
  const style = {
    '--t': scale.target,
    '--l': scale.limit,
    '--a': scale.value,
    '--lo': scale.low,
    '--hi': scale.high,
  } as CSSProperties
  return (
    <span
      className={clsx(css.gauge, css[verdict], higherIsBetter && css.up, big && css.big, labels && css.labelled)}
      style={style}
      role="img"
      aria-label={`${title}: ${show(value)}, target ${show(target)}${limit === null ? '' : `, limit ${show(limit)}`}`}
    >
      <span className={css.track} />
      {same ? null : <span className={clsx(css.tick, css.target)} style={at(scale.target)} />}
      {limit === null ? null : <span className={clsx(css.tick, css.limit)} style={at(scale.limit)} />}
      <span className={css.interval} />
      <span className={clsx(css.needle, scale.past && scale.value === 100 && css.past)} />
      {labels ? (
        <span className={css.labels} aria-hidden>
          {same || Math.abs(scale.target - scale.limit) < 11 ? null : (
            <span style={inside(scale.target)}>{labels[0]}</span>
          )}
          {labels[1] === undefined ? null : <span style={inside(scale.limit)}>{labels[1]}</span>}
        </span>
      ) : null}
    </span>
  )
}

const at = (percent: number): CSSProperties => ({ '--p': percent }) as CSSProperties
const inside = (percent: number): CSSProperties => at(Math.max(4, Math.min(96, percent)))

/** In place of the gauge where nothing can be told: what is missing, on hatched ground. */
export function Needs({ children }: { children: string }): ReactElement {
  return (
    <span className={css.needs} title={children}>
      {children}
    </span>
  )
}
