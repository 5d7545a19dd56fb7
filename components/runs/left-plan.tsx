import { Route } from 'lucide-react'
import type { ReactElement } from 'react'
import { showClock } from '#lib/core/number-format.ts'
import css from './runs.module.css'

/** A run somebody gave another load than its plan asks for says so wherever its verdict is read. */
export function LeftPlan({ atMs }: { atMs: number }): ReactElement {
  return (
    <span className={css.chip} title="The load was changed by hand from then on; the timeline tells by whom.">
      <Route aria-hidden />
      Left its plan at {showClock(atMs / 1000)}
    </span>
  )
}
