'use client'

import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'

interface Props {
  path: readonly string[]
  label: string
  placeholder: string
  /** Words, shown as chips; sentences stand one below the other. */
  look?: 'words' | 'sentences'
  mono?: boolean
}

const NONE: readonly string[] = []

/** A list of texts: type and press Enter to add, Backspace in the empty field takes the last one back. */
export function ListField({ path, label, placeholder, look = 'words', mono }: Props): ReactElement {
  const items = useDraft((draft) => (valueAt(draft, path) as readonly string[] | undefined) ?? NONE)
  const { set, canEdit } = useEdits()
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)

  const store = (next: readonly string[]): void => set(path, next.length > 0 ? next : undefined)
  const add = (): void => {
    const parts = (look === 'words' ? text.split(/[,;\n]/) : [text]).map((part) => part.trim()).filter(Boolean)
    if (parts.length > 0) store([...items, ...parts])
    setText('')
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || (event.key === ',' && look === 'words')) {
      event.preventDefault()
      add()
    } else if (event.key === 'Backspace' && text === '' && items.length > 0) {
      setText(items.at(-1) ?? '')
      store(items.slice(0, -1))
      event.preventDefault()
    }
  }
  const removeAt = (index: number): void => {
    store(items.filter((_, at) => at !== index))
    input.current?.focus()
  }

  return (
    <div
      data-place={path.join('.')}
      className={cn(
        'flex min-w-0 gap-[5px]',
        look === 'words' ? 'flex-wrap items-center' : 'flex-col items-stretch gap-0.5',
      )}
    >
      {items.map((item, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: texts may repeat
          key={`${index}-${item}`}
          className={cn(
            'inline-flex min-w-0 items-center gap-1 rounded-sm text-ink-2',
            look === 'words'
              ? 'h-6 bg-sunken pl-[7px] text-[11.5px] shadow-[inset_0_0_0_1px_var(--line)]'
              : 'text-sm before:mr-1 before:text-ink-3 before:content-["–"]',
            mono && 'font-mono',
          )}
        >
          <span className={cn('min-w-0', look === 'words' ? 'truncate' : 'break-words')}>{item}</span>
          {canEdit ? (
            <button
              type="button"
              aria-label={`Remove ${item}`}
              onClick={() => removeAt(index)}
              className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-3 hover:text-fail"
            >
              <X aria-hidden className="size-3" />
            </button>
          ) : (
            <span className="w-[7px]" />
          )}
        </span>
      ))}
      {canEdit ? (
        <span className="inline-flex min-w-40 flex-1 items-center gap-1 text-ink-3">
          <Plus aria-hidden className="size-3 shrink-0" />
          <input
            ref={input}
            aria-label={label}
            value={text}
            placeholder={placeholder}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={press}
            onBlur={add}
            className={cn(
              'h-6 w-full min-w-0 rounded-sm border-0 bg-transparent px-1 text-ink placeholder:text-ink-3 hover:bg-hover',
              look === 'words' ? 'text-xs' : 'text-sm',
              mono && 'font-mono text-xs',
            )}
          />
        </span>
      ) : items.length === 0 ? (
        <span className="text-ink-3">–</span>
      ) : null}
    </div>
  )
}
