import type { ReactElement, ReactNode } from 'react'
import { cn } from './class-names.ts'

interface Props {
  title: string
  meta?: ReactNode
  /** Right end of the head. */
  tools?: ReactNode
  id?: string
  className?: string
  children: ReactNode
}

/** A sheet with a head: things that belong together. */
export function TitledSheet({ title, meta, tools, id, className, children }: Props): ReactElement {
  return (
    <section aria-label={title} id={id} className={cn('sheet scroll-mt-16', className)}>
      <div className="flex min-h-11 flex-wrap items-center gap-x-2.5 gap-y-0.5 border-b border-line py-[7px] pr-3 pl-4">
        <h2 className="text-sm font-semibold tracking-[-0.006em] whitespace-nowrap">{title}</h2>
        {meta ? <span className="text-xs text-ink-3">{meta}</span> : null}
        <span className="flex-1" />
        {tools}
      </div>
      {children}
    </section>
  )
}

/** Scrolls sideways where a table is wider than the page, also by keyboard. */
export function ScrollingTable({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <section aria-label={label} tabIndex={0} className="relative overflow-x-auto">
      {children}
    </section>
  )
}

/** One line in place of what is not there yet. */
export function NothingYet({ children }: { children: ReactNode }): ReactElement {
  return <p className="px-4 py-4 text-pretty text-ink-2">{children}</p>
}
