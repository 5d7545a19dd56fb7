import type { ReactElement, ReactNode } from 'react'
import { cn } from '#components/ui/class-names.ts'

/** The target of the skip link, and the measure of a page. */
export function Main({ children, className }: { children: ReactNode; className?: string }): ReactElement {
  return (
    <main id="main" className={cn('gutter mx-auto block max-w-[var(--page)] pt-5 pb-16 max-[720px]:pt-4', className)}>
      {children}
    </main>
  )
}

export function SkipLink(): ReactElement {
  return (
    <a
      href="#main"
      className="absolute -left-[999px] focus:top-2 focus:left-3 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-1.5"
    >
      Skip to content
    </a>
  )
}

interface HeadProps {
  title: string
  /** The one sentence that answers first. */
  sentence?: ReactNode
  actions?: ReactNode
}

export function PageHead({ title, sentence, actions }: HeadProps): ReactElement {
  return (
    <div className="mb-4.5 flex items-end gap-4 max-[720px]:flex-col max-[720px]:items-stretch max-[720px]:gap-3">
      <div className="min-w-0 flex-1">
        <h1 className="text-lg font-semibold tracking-[-0.017em] break-words">{title}</h1>
        {sentence ? <p className="mt-0.5 break-words text-ink-2">{sentence}</p> : null}
      </div>
      {actions ? <div className="flex items-center gap-2 max-[720px]:[&>*]:flex-1">{actions}</div> : null}
    </div>
  )
}

interface SectionProps {
  title: string
  meta?: ReactNode
  tools?: ReactNode
  children: ReactNode
}

/** A titled part of a page. */
export function Section({ title, meta, tools, children }: SectionProps): ReactElement {
  return (
    <section className="mt-7 first:mt-0 max-[720px]:mt-6" aria-label={title}>
      <div className="mb-2.5 flex flex-wrap items-baseline gap-x-2.5">
        <h2 className="text-md font-semibold tracking-[-0.012em]">{title}</h2>
        {meta ? <span className="text-xs text-ink-3">{meta}</span> : null}
        <span className="flex-1" />
        {tools}
      </div>
      {children}
    </section>
  )
}
