'use client'

import { Plus, X } from 'lucide-react'
import { type ReactElement, type ReactNode, useId, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { Echo, type LineReading, State } from './line-state.tsx'

/** What the input of a line is given; `onEnter` takes the line that is being added. */
export interface LineControl {
  label: string
  value: string
  onChange: (text: string) => void
  place?: string
  placeholder?: string
  readOnly?: boolean
  isWrong?: boolean
  onEnter?: () => void
  onLeave?: () => void
}

interface Props {
  path: readonly string[]
  label: string
  /** One of them, e.g. "criterion". */
  what: string
  help?: ReactNode
  placeholder: string
  example: ReactNode
  read: (text: string) => LineReading
  /** In place of a plain input. */
  control?: (control: LineControl) => ReactElement
  /** A line that is more than a text. */
  entry?: (line: unknown, place: string[], index: number, onRemove: () => void) => ReactElement | null
}

const NONE: readonly unknown[] = []

/** Sentences of a small language, one a line: each says as you type how it reads, or where it breaks. */
export function TextLines(props: Props): ReactElement {
  const { path, label, what, help, placeholder, example, read, control = PlainControl, entry } = props
  const lines = useDraft((draft) => (valueAt(draft, path) as readonly unknown[] | undefined) ?? NONE)
  const { set, remove, canEdit } = useEdits()
  const [fresh, setFresh] = useState('')
  const id = useId()
  const add = (): void => {
    const text = fresh.trim()
    if (text) set(path, [...lines, text])
    setFresh('')
  }
  return (
    <fieldset aria-labelledby={id} data-place={path.join('.')} className="min-w-0">
      <div id={id} className="mb-1.5 text-xs font-semibold">
        {label}
        <span className="ml-1.5 font-normal text-ink-3">
          {lines.length}
          {help ? <>, {help}</> : null}
        </span>
      </div>
      <ul className="rounded-md border border-line">
        {lines.map((line, index) => {
          const place = [...path, String(index)]
          const onRemove = (): void => remove(path, String(index), `The ${what}`)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a line is known by
            <li key={index} className="border-b border-line">
              {entry?.(line, place, index, onRemove) ?? (
                <TextLine
                  text={typeof line === 'string' ? line : JSON.stringify(line)}
                  place={place}
                  label={`${what} ${index + 1}`}
                  read={read}
                  control={control}
                  onRemove={onRemove}
                />
              )}
            </li>
          )
        })}
        {canEdit ? (
          <li className="py-1 pr-2.5 pl-3">
            <span className="flex items-center gap-2">
              <Plus aria-hidden className="size-[13px] shrink-0 text-ink-3" />
              {control({
                label: `Add a ${what}`,
                value: fresh,
                placeholder,
                onChange: setFresh,
                onEnter: add,
                onLeave: add,
              })}
              {fresh.trim() ? <State reading={read(fresh)} /> : null}
            </span>
            {fresh.trim() ? <Echo text={fresh} reading={read(fresh)} onTake={undefined} /> : null}
          </li>
        ) : null}
        <li className="border-t border-line px-3 py-1.5 text-[11.5px] leading-4 text-ink-3 first:border-t-0">
          For example {example}
        </li>
      </ul>
    </fieldset>
  )
}

interface LineProps {
  text: string
  place: string[]
  label: string
  read: (text: string) => LineReading
  control: (control: LineControl) => ReactElement
  onRemove: () => void
  /** Behind the text, before its state. */
  aside?: ReactNode
  /** At the end of the line. */
  tools?: ReactNode
}

export function TextLine({ text, place, label, read, control, onRemove, aside, tools }: LineProps): ReactElement {
  const { put, canEdit } = useEdits()
  const reading = read(text)
  return (
    <div
      className={cn('py-1 pr-1.5 pl-3', !reading.ok && 'bg-[color-mix(in_oklab,var(--fail-soft)_50%,var(--panel))]')}
    >
      <div className="flex items-center gap-2">
        {control({
          label,
          value: text,
          place: place.join('.'),
          readOnly: !canEdit,
          isWrong: !reading.ok,
          onChange: (next) => put(place, next),
        })}
        {aside}
        <State reading={reading} />
        {tools}
        {canEdit ? (
          <IconButton label={`Remove ${label}`} onClick={onRemove} className="size-6">
            <X aria-hidden />
          </IconButton>
        ) : null}
      </div>
      <Echo text={text} reading={reading} onTake={canEdit ? (next) => put(place, next) : undefined} />
    </div>
  )
}

export const LINE =
  '-mx-1 h-6.5 w-full min-w-0 flex-1 rounded-sm bg-transparent px-1 font-mono text-[12.5px] tracking-[-0.015em] text-ink placeholder:text-ink-3'

function PlainControl({
  label,
  value,
  onChange,
  place,
  isWrong,
  onEnter,
  onLeave,
  ...rest
}: LineControl): ReactElement {
  return (
    <input
      {...rest}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      data-place={place}
      value={value}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onLeave}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !onEnter) return
        event.preventDefault()
        onEnter()
      }}
      className={LINE}
    />
  )
}
