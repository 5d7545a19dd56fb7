'use client'

import { type ReactElement, useId } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { useText } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import type { Reader } from './reading.ts'
import { useFocused } from './use-focused.ts'

interface Props {
  path: readonly string[]
  label: string
  placeholder: string
  className?: string
}

const QUIET =
  'block w-full rounded-md border border-transparent bg-transparent placeholder:text-ink-3 hover:bg-hover focus-visible:rounded-md focus-visible:border-focus focus-visible:bg-panel focus-visible:shadow-[0_0_0_3px_color-mix(in_oklab,var(--focus)_16%,transparent)] focus-visible:outline-none read-only:hover:bg-transparent'

interface ProseProps extends Props {
  lettersPerLine?: number
}

/** Text that reads like a document and is edited where it stands. */
export function ProseField({ lettersPerLine = 70, path, label, placeholder, className }: ProseProps): ReactElement {
  const value = useText(path)
  const { set, canEdit } = useEdits()
  return (
    <textarea
      aria-label={label}
      data-place={path.join('.')}
      // Counts only where the browser cannot size the field by its content.
      rows={Math.ceil(value.length / lettersPerLine) || 1}
      value={value}
      placeholder={canEdit ? placeholder : ''}
      readOnly={!canEdit}
      onChange={(event) => set(path, event.target.value)}
      className={cn(
        QUIET,
        'field-sizing-content -mx-2 max-w-[calc(74ch+16px)] resize-none px-2 py-[3px] text-base leading-[23px] text-pretty',
        className,
      )}
    />
  )
}

interface QuietProps extends Props {
  /** Says what is wrong with what was typed, once the field is left. */
  read?: Reader
}

/** One line of the same kind, for facts in a list. */
export function QuietField({ path, label, placeholder, read, className }: QuietProps): ReactElement {
  const value = useText(path)
  const { set, canEdit } = useEdits()
  const { focused, ...leaving } = useFocused()
  const id = useId()
  const reading = value.trim() ? read?.(value) : undefined
  const wrong = reading?.ok === false && !focused ? reading.message : null
  const line = (
    <input
      aria-invalid={wrong === null ? undefined : true}
      aria-describedby={wrong === null ? undefined : id}
      {...leaving}
      aria-label={label}
      title={value || undefined}
      data-place={path.join('.')}
      value={value}
      placeholder={canEdit ? placeholder : '–'}
      readOnly={!canEdit}
      onChange={(event) => set(path, event.target.value)}
      className={cn(QUIET, '-mx-2 h-7 max-w-[60ch] truncate px-2 text-sm', wrong && 'text-fail', className)}
    />
  )
  if (!read) return line
  return (
    <>
      {line}
      {wrong ? (
        <span id={id} className="block text-[11.5px] leading-[15px] text-fail">
          {wrong}
        </span>
      ) : null}
    </>
  )
}
