import type { ComponentProps, ReactElement } from 'react'
import { cn } from './class-names.ts'

/** Dense where people scan: 32 px rows at 13 px, hairlines only. The wrapper scrolls, never the page. */
export function Table({ className, ...rest }: ComponentProps<'table'>): ReactElement {
  return (
    <div className="relative overflow-x-auto">
      <table className={cn('w-full border-separate border-spacing-0 text-sm', className)} {...rest} />
    </div>
  )
}

export function Th({ className, ...rest }: ComponentProps<'th'>): ReactElement {
  return (
    <th
      scope="col"
      className={cn(
        'border-b border-line px-2.5 py-[7px] text-left align-bottom text-2xs font-medium whitespace-nowrap text-ink-3 first:pl-4 last:pr-4 aria-[sort]:text-ink',
        className,
      )}
      {...rest}
    />
  )
}

export function Td({ className, ...rest }: ComponentProps<'td'>): ReactElement {
  return (
    <td
      className={cn(
        'h-8 border-b border-[color-mix(in_oklab,var(--line)_62%,transparent)] px-2.5 py-1 align-middle first:pl-4 last:pr-4 [tr:last-child>&]:border-b-0',
        className,
      )}
      {...rest}
    />
  )
}
