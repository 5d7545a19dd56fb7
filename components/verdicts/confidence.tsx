import clsx from 'clsx'
import type { ReactElement } from 'react'
import type { ConfidenceLevel } from '#lib/runs/verdict-schema.ts'
import css from './verdicts.module.css'

const HEIGHT: Record<ConfidenceLevel, number> = { HIGH: 3, MEDIUM: 2, LOW: 1 }

/** How far a verdict can be relied on, as bars and word. */
export function ConfidenceWord({ level }: { level: ConfidenceLevel }): ReactElement {
  return (
    <span className={css.confidence}>
      <span className={css.bars} aria-hidden>
        {[1, 2, 3].map((bar) => (
          <i key={bar} className={clsx(bar <= HEIGHT[level] && css.on)} />
        ))}
      </span>
      {level.toLowerCase()}
    </span>
  )
}
