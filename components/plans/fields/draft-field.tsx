'use client'

import type { ReactElement, ReactNode } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { Field, Input, Textarea } from '#components/ui/field.tsx'
import { type Option, Select } from '#components/ui/select.tsx'
import { useText } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { useFindings } from '../page/findings.tsx'
import type { Reader } from './reading.ts'
import { useFocused } from './use-focused.ts'

interface Props {
  path: readonly string[]
  label: string
  note?: string
  help?: ReactNode
  /** Problem found elsewhere, e.g. while compiling. */
  error?: string | undefined
  placeholder?: string
  /** Reads quantities: says what is wrong, and what was understood. */
  read?: Reader
  mono?: boolean
  multiline?: boolean
  hideLabel?: boolean
  className?: string
  list?: string
}

/** One text of the draft, saved as it is typed. */
export function DraftField({
  path,
  read,
  error,
  help,
  mono,
  multiline,
  list,
  placeholder,
  ...frame
}: Props): ReactElement {
  const value = useText(path)
  const { set, canEdit } = useEdits()
  const { focused, ...leaving } = useFocused()
  const reading = read && value.trim() ? read(value) : null
  // While a value is still being typed its missing unit is no mistake yet.
  const wrong = reading?.ok === false && !focused ? reading.message : undefined
  const found = useFindings().at(path.join('.'))
  const stale = focused || reading?.ok === false
  const Control = multiline ? Textarea : Input
  return (
    <Field
      {...frame}
      error={error ?? wrong ?? (found?.severity === 'error' && !stale ? found.message : undefined)}
      help={focused && reading?.ok ? <>read as {reading.says}</> : help}
      className={cn('scroll-mt-28', frame.className)}
    >
      {(control) => (
        <Control
          {...control}
          data-place={path.join('.')}
          value={value}
          mono={mono}
          placeholder={placeholder}
          readOnly={!canEdit}
          list={list}
          onChange={(event: { target: { value: string } }) => set(path, event.target.value)}
          {...leaving}
        />
      )}
    </Field>
  )
}

interface SelectProps extends Pick<Props, 'path' | 'label' | 'note' | 'help' | 'error' | 'hideLabel' | 'className'> {
  options: readonly Option[]
  /** What holds while nothing is chosen. */
  fallback?: string
  /** Instead of setting the value alone. */
  onChange?: (value: string) => void
}

/** A choice; a value the list does not know is shown, not lost. */
export function DraftSelect({ path, options, fallback = '', onChange, ...frame }: SelectProps): ReactElement {
  const value = useText(path)
  const { set, canEdit } = useEdits()
  const shown = value || fallback
  const found = useFindings().at(path.join('.'))
  const known = options.some((option) => option.value === shown)
  return (
    <Field {...frame} error={frame.error ?? (found?.severity === 'error' ? found.message : undefined)}>
      {(control) => (
        <Select
          {...control}
          data-place={path.join('.')}
          value={shown}
          disabled={!canEdit}
          options={known ? options : [...options, { value: shown, label: shown || '–' }]}
          onChange={(event) => (onChange ? onChange(event.target.value) : set(path, event.target.value))}
        />
      )}
    </Field>
  )
}
