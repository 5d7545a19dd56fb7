import clsx from 'clsx'
import type { ReactElement } from 'react'
import { showCount } from '#lib/core/number-format.ts'
import css from './verdicts.module.css'

/** Whole percent of the limit that is left: amber below 10 %, red and negative when broken. */
export function Headroom({ value }: { value: number | null }): ReactElement {
  if (value === null) return <span className={css.headroom}>–</span>
  const percent = Math.round(value * 100)
  return (
    <span className={clsx(css.headroom, value < 0 ? css.broken : value < 0.1 && css.tight)}>
      {value < 0 ? '−' : ''}
      {showCount(Math.abs(percent))[0]}
      <i>%</i>
    </span>
  )
}
