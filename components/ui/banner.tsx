import type { LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './class-names.ts'

const TONES = {
  warn: ['border-warn-line bg-warn-soft', 'text-warn'],
  fail: ['border-fail-line bg-fail-soft', 'text-fail'],
  inconclusive: ['border-inconclusive-line bg-inconclusive-soft', 'text-inconclusive'],
} as const

interface Props {
  tone: keyof typeof TONES
  icon: LucideIcon
  title: string
  children?: ReactNode
  action?: ReactNode
}

/** What is wrong, since when, what it means, what to do. */
export function Banner({ tone, icon: Icon, title, children, action }: Props): ReactElement {
  const [ground, ink] = TONES[tone]
  return (
    <div className={cn('flex flex-wrap items-start gap-3 rounded-lg border px-4 py-3', ground)} role="status">
      <Icon aria-hidden className={cn('mt-px size-5 shrink-0', ink)} />
      <div className="min-w-0 flex-1 basis-60">
        <p className={cn('text-base font-semibold', ink)}>{title}</p>
        {children ? <div className="max-w-[88ch] text-pretty text-ink-2">{children}</div> : null}
      </div>
      {action}
    </div>
  )
}
