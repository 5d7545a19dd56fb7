'use client'

import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { KeyboardEvent, ReactElement, ReactNode } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import type { Steps } from './use-steps.ts'

interface Props {
  steps: Pick<Steps<never>, 'canEdit' | 'move' | 'removeAt'> & { steps: readonly unknown[] }
  at: number
  place: string
  /** What it is called when it is moved or removed. */
  what: string
  children: ReactNode
}

/** One step with its place; Alt and an arrow move it from wherever the cursor is in it. */
export function StepRow({ steps: { steps, canEdit, move, removeAt }, at, place, what, children }: Props): ReactElement {
  const press = (event: KeyboardEvent): void => {
    if (!canEdit || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(at, event.key === 'ArrowUp' ? -1 : 1, what)
  }
  return (
    <li
      data-place={place}
      onKeyDown={press}
      className="flex flex-wrap items-center gap-2 border-b border-line py-1.5 pr-1.5 pl-3 last:border-b-0"
    >
      <span className="num w-5 shrink-0 text-right text-2xs text-ink-3">{at + 1}</span>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">{children}</div>
      {canEdit ? (
        <span className="flex shrink-0">
          <IconButton
            label={`Move ${what} up`}
            data-control="up"
            aria-keyshortcuts="Alt+ArrowUp"
            disabled={at === 0}
            onClick={() => move(at, -1, what)}
          >
            <ArrowUp aria-hidden />
          </IconButton>
          <IconButton
            label={`Move ${what} down`}
            data-control="down"
            aria-keyshortcuts="Alt+ArrowDown"
            disabled={at === steps.length - 1}
            onClick={() => move(at, 1, what)}
          >
            <ArrowDown aria-hidden />
          </IconButton>
          <IconButton label={`Remove ${what}`} onClick={() => removeAt(at, what)}>
            <X aria-hidden />
          </IconButton>
        </span>
      ) : null}
    </li>
  )
}
