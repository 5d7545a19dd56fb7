// Small parts every run page repeats.

import clsx from 'clsx'
import type { ReactElement, ReactNode } from 'react'
import type { Shown } from '#lib/core/number-format.ts'
import css from './runs.module.css'
import table from './tables/tables.module.css'

/** A number with its unit in a fixed slot, so that digits stand above digits. */
export function Num({ shown: [digits, unit], className }: { shown: Shown; className?: string }): ReactElement {
  return (
    <span className={clsx(css.num, className)}>
      {digits}
      {unit || digits === '–' ? <span>{unit}</span> : null}
    </span>
  )
}

/** A number without a unit, in a column without units. */
export function Bare({ children, className }: { children: ReactNode; className?: string }): ReactElement {
  return <span className={clsx(css.num, css.bare, className)}>{children}</span>
}

interface SheetProps {
  title: string
  meta?: ReactNode
  /** Right end of the head. */
  tools?: ReactNode
  /** Beside the title. */
  badge?: ReactNode
  id?: string
  className?: string
  children: ReactNode
}

/** A sheet with a head: things that belong together. */
export function RunSheet({ title, meta, tools, badge, id, className, children }: SheetProps): ReactElement {
  return (
    <section className={clsx(css.sheet, className ?? css.block)} id={id} aria-label={title}>
      <div className={css.sheetHead}>
        <h2>{title}</h2>
        {badge}
        {meta ? <span className={css.meta}>{meta}</span> : null}
        <span className={css.grow} />
        {tools}
      </div>
      {children}
    </section>
  )
}

/** The room of rows that are made a moment later, so that what is below does not jump. */
export function LaterRows({ count }: { count: number }): ReactElement {
  return <div aria-hidden style={{ height: `calc((var(--row) + 1px) * ${count})` }} />
}

export const PRIORITY_CLASS = (priority: string): string => clsx(css.chip, priority !== 'high' && css.outline)

/** Scrolls sideways where a table is wider than the page, also by keyboard. */
export function TableWrap({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <section className={table.wrap} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
