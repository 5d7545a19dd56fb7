import { ChevronDown } from 'lucide-react'
import { type ComponentProps, type ReactElement, useState } from 'react'
import { cn } from './class-names.ts'
import { BOX } from './field.tsx'

export interface Option {
  value: string
  label: string
}

/** Above this a list is drawn only when it is gone to: hundreds of options in dozens of controls weigh more than the rest of a page. */
const LONG = 60

const kept = new WeakMap<readonly Option[], ReactElement[]>()

/** Drawn once for all who offer the same list: it is then not looked at again whenever something beside it changes. */
function drawn(options: readonly Option[]): ReactElement[] {
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

type Props = ComponentProps<'select'> & { options: readonly Option[] }

/** The browser's own list, without a frame: right on the keyboard, on phones and for screen readers. */
export function Choices({ options, onFocus, ...rest }: Props): ReactElement {
  const [isGoneTo, setGoneTo] = useState(false)
  const isWhole = isGoneTo || options.length <= LONG || rest.value === undefined
  return (
    <select
      {...rest}
      onPointerDown={() => setGoneTo(true)}
      onFocus={(event) => {
        setGoneTo(true)
        onFocus?.(event)
      }}
    >
      {isWhole ? drawn(options) : drawn(options).filter(({ key }) => key === rest.value)}
    </select>
  )
}

export function Select({ className, ...rest }: Props): ReactElement {
  return (
    <span className="relative block min-w-0">
      <Choices className={cn(BOX, 'h-[30px] appearance-none truncate pr-7 text-sm', className)} {...rest} />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2 right-2 size-3.5 text-ink-3" />
    </span>
  )
}
