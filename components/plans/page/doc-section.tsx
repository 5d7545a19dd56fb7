import { Plus } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cn } from '#components/ui/class-names.ts'

interface Props {
  id: string
  title: string
  meta?: ReactNode
  tools?: ReactNode
  children: ReactNode
}

/** One section of the document; `id` is its key in the document. */
export function DocSection({ id, title, meta, tools, children }: Props): ReactElement {
  return (
    <section
      id={id}
      data-place={id}
      aria-labelledby={`${id}-title`}
      // Its own layer for the browser; what opens below a field must still cover the section after it.
      className="relative min-w-0 scroll-mt-28 [contain:layout_style] focus-within:z-[1]"
    >
      <header className="mb-3 flex flex-wrap items-baseline gap-x-2.5 border-b border-edge pb-2">
        <h2 id={`${id}-title`} className="text-lg leading-[26px] font-semibold tracking-[-0.017em]">
          {title}
        </h2>
        {meta ? <span className="text-xs text-ink-3">{meta}</span> : null}
        <span className="flex-1" />
        {tools}
      </header>
      {children}
    </section>
  )
}

interface AddProps {
  onClick: () => void
  /** Nothing is there yet: it stands in the place of what will be. */
  isFirst?: boolean
  children: ReactNode
}

export function AddLine({ onClick, isFirst, children }: AddProps): ReactElement {
  return (
    <button
      type="button"
      onClick={onClick}
      className={cn(
        'flex h-[34px] w-full items-center gap-[7px] rounded-md px-3 text-xs text-ink-3 hover:text-accent-ink',
        isFirst && 'h-9 rounded-lg border border-edge bg-panel',
      )}
    >
      <Plus aria-hidden className="size-[13px]" />
      {children}
    </button>
  )
}
