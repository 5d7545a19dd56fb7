'use client'

import { Plus } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, type ReactElement, useRef } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { DocSection } from '../page/doc-section.tsx'
import { moveInGrid } from './grid-keys.ts'
import { ObjectiveRow } from './objective-row.tsx'
import { pastedRows, type SlaDraft } from './sla-cells.ts'

const NONE: readonly SlaDraft[] = []
const HEAD = 'border-b border-line bg-sunken px-2 py-[5px] text-left text-2xs leading-[14px] font-medium text-ink-3'

/** The SLAs as a spreadsheet: type, Enter down, Tab right, arrows, Ctrl or ⌘ D fills down, rows can be pasted. */
export function ObjectivesSection(): ReactElement {
  const slas = useDraft((draft) => draft.slas ?? NONE)
  const { insert, canEdit } = useEdits()
  const body = useRef<HTMLTableSectionElement>(null)

  const keys = (): string[] => slas.map(({ key }) => key)
  const add = (): void => {
    const previous = slas.at(-1)
    insert(['slas'], {
      key: freeKey('sla-1', keys()),
      operation: previous?.operation ?? '*',
      metric: 'p95',
      priority: 'high',
    })
    requestAnimationFrame(() =>
      body.current?.querySelector<HTMLElement>('tr:last-of-type [data-col="target"]')?.focus(),
    )
  }
  const paste = (event: ClipboardEvent): void => {
    const rows = pastedRows(event.clipboardData.getData('text/plain'))
    if (!canEdit || rows.length === 0) return
    event.preventDefault()
    const taken = keys()
    for (const row of rows) {
      const key = freeKey('sla-1', taken)
      taken.push(key)
      insert(['slas'], { key, ...row })
    }
  }
  const press = (event: KeyboardEvent<HTMLTableSectionElement>): void => moveInGrid(event, body.current)

  return (
    <DocSection id="slas" title="Objectives" meta={`${slas.length}, judged in the steady phase unless said`}>
      <div className="sheet relative max-[860px]:overflow-x-auto" onPaste={paste}>
        <table className="w-full min-w-[640px] border-separate border-spacing-0 text-xs">
          <thead>
            <tr>
              <th scope="col" className={cn(HEAD, 'rounded-tl-[7px] pl-3')}>
                Operation
              </th>
              <th scope="col" className={cn(HEAD, 'border-l')}>
                Metric
              </th>
              <th scope="col" className={cn(HEAD, 'border-l text-right text-warn')}>
                target
              </th>
              <th scope="col" className={cn(HEAD, 'border-l text-right text-fail')}>
                limit
              </th>
              <th scope="col" className={cn(HEAD, 'border-l')}>
                Priority
              </th>
              <th scope="col" className={cn(HEAD, 'border-l')}>
                Measured in
              </th>
              <th scope="col" className={cn(HEAD, 'w-9 rounded-tr-[7px]')}>
                <span className="sr-only">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={press}>
            {slas.map((sla, index) => (
              <ObjectiveRow key={sla.key} slaKey={sla.key} row={index} above={slas[index - 1]} />
            ))}
          </tbody>
        </table>
        {canEdit ? (
          <button
            type="button"
            onClick={add}
            className="flex h-[34px] w-full items-center gap-[7px] px-3 text-xs text-ink-3 hover:text-accent-ink"
          >
            <Plus aria-hidden className="size-[13px]" />
            Add an objective, or paste rows from a spreadsheet
          </button>
        ) : null}
      </div>
      <OtherObjectives />
    </DocSection>
  )
}

/** What else is judged but has its rows elsewhere. */
function OtherObjectives(): ReactElement | null {
  const count = useDraft((draft) => (draft.resources?.length ?? 0) + (draft.acceptance?.length ?? 0))
  if (count === 0) return null
  return (
    <p className="mt-2 text-xs text-ink-3">
      {count === 1
        ? 'One more, of resources or acceptance, stands'
        : `${count} more, of resources and acceptance, stand`}{' '}
      further down as written.
    </p>
  )
}
