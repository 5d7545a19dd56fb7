import { LoaderCircle } from 'lucide-react'
import { Slot } from 'radix-ui'
import type { ComponentProps, ReactElement } from 'react'
import { cn } from './class-names.ts'

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border border-transparent font-medium leading-none tracking-[-0.004em] whitespace-nowrap select-none [&_svg]:shrink-0 disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-3 disabled:opacity-75 disabled:shadow-none aria-busy:cursor-progress'

const KINDS = {
  primary:
    'bg-accent text-on-accent shadow-[inset_0_1px_0_oklch(1_0_0/0.14),var(--lift-low)] enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover',
  secondary: 'border-edge bg-panel text-ink shadow-low hover:border-n-400 hover:bg-sunken',
  ghost: 'text-ink-2 hover:bg-hover hover:text-ink disabled:bg-transparent disabled:border-transparent',
  danger: 'border-fail-line bg-panel text-fail hover:bg-fail-soft',
  'danger-solid': 'bg-fail text-panel dark:text-canvas',
} as const

const SIZES = {
  md: 'h-8 px-3 text-sm leading-none [&_svg]:size-3.5',
  sm: 'h-6.5 px-[9px] gap-[5px] text-xs leading-none [&_svg]:size-[13px]',
  lg: 'h-10 px-4.5 text-base leading-none [&_svg]:size-4',
  icon: 'size-7 p-0 [&_svg]:size-[15px]',
} as const

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: keyof typeof KINDS
  size?: keyof typeof SIZES
  /** Shows that the work goes on and takes no further press. */
  busy?: boolean
  asChild?: boolean
}

export function Button({
  kind = 'secondary',
  size = 'md',
  busy,
  asChild,
  className,
  children,
  ...rest
}: ButtonProps): ReactElement {
  const classes = cn(BASE, KINDS[kind], SIZES[size], className)
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button type="button" className={classes} {...rest} {...(busy ? { 'aria-busy': true, onClick: undefined } : {})}>
      {busy ? <LoaderCircle aria-hidden className="motion-safe:animate-spin" /> : null}
      {children}
    </button>
  )
}

/** A square button that only shows an icon; `label` is its name and its tooltip. */
export function IconButton({ label, children, ...rest }: ButtonProps & { label: string }): ReactElement {
  return (
    <Button kind="ghost" size="icon" aria-label={label} title={label} {...rest}>
      {children}
    </Button>
  )
}
