import type { ComponentProps, ReactElement } from 'react'
import { cn } from './class-names.ts'

const LOOKS = {
  plain: 'bg-sunken text-ink-2 shadow-[inset_0_0_0_1px_var(--line)]',
  outline: 'text-ink-2 shadow-[inset_0_0_0_1px_var(--edge)]',
  accent:
    'bg-accent-soft text-accent-ink shadow-[inset_0_0_0_1px_color-mix(in_oklab,var(--accent-line)_50%,transparent)]',
} as const

export function Chip({
  look = 'plain',
  className,
  ...rest
}: ComponentProps<'span'> & { look?: keyof typeof LOOKS }): ReactElement {
  return (
    <span
      className={cn(
        'inline-flex h-5 max-w-full items-center gap-1 truncate rounded-sm px-[7px] text-[11.5px] leading-none whitespace-nowrap [&_svg]:size-3',
        LOOKS[look],
        className,
      )}
      {...rest}
    />
  )
}
