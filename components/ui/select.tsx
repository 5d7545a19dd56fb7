import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactElement } from 'react'
import { cn } from './class-names.ts'
import { BOX } from './field.tsx'

export interface Option {
  value: string
  label: string
}

const kept = new WeakMap<readonly Option[], ReactElement[]>()

/** Drawn once for all who offer the same list: a long one is then not looked at again whenever something beside it changes. */
export function drawn(options: readonly Option[]): ReactElement[] {
  const before = kept.get(options)
  if (before) return before
  const fresh = options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))
  kept.set(options, fresh)
  return fresh
}

/** The browser's own list: right on the keyboard, on phones and for screen readers. */
export function Select({
  options,
  className,
  ...rest
}: ComponentProps<'select'> & { options: readonly Option[] }): ReactElement {
  return (
    <span className="relative block min-w-0">
      <select className={cn(BOX, 'h-[30px] appearance-none truncate pr-7 text-sm', className)} {...rest}>
        {drawn(options)}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2 right-2 size-3.5 text-ink-3" />
    </span>
  )
}
