import { CircleAlert } from 'lucide-react'
import { type ComponentProps, type ReactElement, type ReactNode, useId } from 'react'
import { cn } from './class-names.ts'

export interface FieldFrame {
  label: string
  /** Behind the label, dimmed, e.g. `optional`. */
  note?: string
  help?: ReactNode
  /** What is wrong and what to write in its place. */
  error?: ReactNode
  hideLabel?: boolean
  className?: string
}

interface FieldProps extends FieldFrame {
  children: (control: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': true | undefined
  }) => ReactNode
}

/** Label above, help or error below, tied to the control. */
export function Field({ label, note, help, error, hideLabel, className, children }: FieldProps): ReactElement {
  const id = useId()
  const described = error || help ? `${id}-about` : undefined
  return (
    <div className={cn('grid min-w-0 content-start gap-[3px]', className)}>
      <label htmlFor={id} className={cn('text-xs text-ink-2', hideLabel && 'sr-only')}>
        {label}
        {note ? <span className="ml-1 text-ink-3">{note}</span> : null}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {error ? (
        <p id={described} className="flex items-start gap-1 text-[11.5px] leading-[15px] text-fail">
          <CircleAlert aria-hidden className="mt-px size-[13px] shrink-0" />
          <span className="min-w-0 break-words">{error}</span>
        </p>
      ) : help ? (
        <p id={described} className="text-2xs leading-[14px] text-ink-3">
          {help}
        </p>
      ) : null}
    </div>
  )
}

export const BOX =
  'w-full min-w-0 rounded-md border border-control bg-panel px-[9px] text-ink placeholder:text-ink-3 focus-visible:rounded-md focus-visible:border-focus focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-focus disabled:border-line disabled:bg-sunken disabled:text-ink-3 aria-invalid:border-fail-solid aria-invalid:bg-[color-mix(in_oklab,var(--fail-soft)_40%,var(--panel))]'

const MONO = 'font-mono text-[12.5px] tracking-[-0.015em]'

export function Input({ mono, className, ...rest }: ComponentProps<'input'> & { mono?: boolean }): ReactElement {
  return <input className={cn(BOX, 'h-[30px] truncate text-sm', mono && MONO, className)} {...rest} />
}

export function Textarea({ mono, className, ...rest }: ComponentProps<'textarea'> & { mono?: boolean }): ReactElement {
  return (
    <textarea
      className={cn(BOX, 'field-sizing-content min-h-16 py-1.5 text-sm', mono && `${MONO} leading-[19px]`, className)}
      {...rest}
    />
  )
}
