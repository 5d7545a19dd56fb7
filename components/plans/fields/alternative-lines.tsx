'use client'

import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import type { CriterionDraft, JudgeDraft } from '#lib/plans/document/scenario.ts'
import { useEdits } from '../draft/edits.ts'
import type { LineReading } from './line-state.tsx'
import { type LineControl, TextLine } from './text-lines.tsx'

interface Props {
  any: readonly CriterionDraft[]
  /** Of the list of alternatives. */
  place: string[]
  label: string
  readAt: (place: string[]) => (text: string) => LineReading
  control: (line: LineControl) => ReactElement
  onRemove: () => void
  aside: ReactNode
  tools: ReactNode
}

/** Criteria of which one is enough. */
export function AlternativeLines({ any, place, label, readAt, control, onRemove, aside, tools }: Props): ReactElement {
  const { remove, set, canEdit } = useEdits()
  const dropAt = (index: number): void => {
    const rest = any.toSpliced(index, 1)
    // One alternative is no choice.
    if (rest.length === 1) set(place.slice(0, -1), rest[0])
    else remove(place, String(index), 'The alternative')
  }
  return (
    <div>
      <div className="flex items-center gap-2 pt-1 pr-1.5 pl-3 text-2xs text-ink-3">
        <span className="flex-1">One of these is enough</span>
        {aside}
        {tools}
        {canEdit ? (
          <IconButton label={`Remove ${label}`} onClick={onRemove} className="size-6">
            <X aria-hidden />
          </IconButton>
        ) : null}
      </div>
      <ul>
        {any.map((one, index) => {
          const isText = typeof one === 'string'
          const at = [...place, String(index), ...(isText ? [] : ['judge'])]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: its place is what an alternative is known by
            <li key={index} className="flex gap-2 pl-3">
              <span className="w-4 pt-2.5 text-2xs text-ink-3">{index > 0 ? 'or' : ''}</span>
              <div className="min-w-0 flex-1">
                <TextLine
                  text={isText ? one : (one.judge ?? '')}
                  place={at}
                  label={`alternative ${index + 1} of ${label}`}
                  read={readAt(at)}
                  control={control}
                  onRemove={() => dropAt(index)}
                  aside={isText ? null : <Aside {...one} />}
                />
              </div>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** What an alternative has of its own, as it was written. */
function Aside({ limit, priority }: JudgeDraft): ReactElement {
  const said = [limit && `limit ${limit}`, priority].filter(Boolean).join(', ')
  return <span className="text-2xs whitespace-nowrap text-ink-3">{said}</span>
}
