import type { ReactElement, ReactNode } from 'react'
import { cn } from './class-names.ts'

interface Props {
  icon?: ReactNode
  title: string
  children: ReactNode
  /** The one button. */
  action?: ReactNode
  /** Below the button, e.g. a second way or a code to quote. */
  foot?: ReactNode
  className?: string
  /** Level of the heading in its page. */
  level?: 1 | 2 | 3
}

/** Says what to do first and offers the one button. Also for errors and for what one may not see. */
export function EmptyState({ icon, title, children, action, foot, className, level = 2 }: Props): ReactElement {
  const Heading = `h${level}` as const
  return (
    <div
      className={cn(
        'sheet flex min-h-67 flex-col items-center justify-center gap-2 px-5 pt-6.5 pb-6 text-center [&>svg]:mb-1 [&>svg]:text-ink-3',
        className,
      )}
    >
      {icon}
      <Heading className="text-md font-semibold tracking-[-0.012em]">{title}</Heading>
      <p className="mb-1.5 max-w-[46ch] leading-[19px] text-pretty text-ink-2">{children}</p>
      {action}
      {foot ? <div className="text-xs text-ink-3">{foot}</div> : null}
    </div>
  )
}

/** The picture of an empty plan: limit, target, and the load still to be planned. */
export function LoadSketch(): ReactElement {
  return (
    <svg viewBox="0 0 120 64" className="w-30" aria-hidden="true" fill="none">
      <path d="M8 12H112" stroke="var(--rule-limit)" strokeWidth="1.25" />
      <path d="M8 26H112" stroke="var(--rule-target)" strokeWidth="1.25" strokeDasharray="6 3" />
      <path d="M8 56H112" stroke="var(--axis)" />
      <path d="M8 56L34 44H84L112 56" stroke="var(--series-planned)" strokeWidth="1.5" strokeDasharray="4 3.5" />
    </svg>
  )
}
