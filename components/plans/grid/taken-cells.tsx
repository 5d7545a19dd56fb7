'use client'

import { type ReactElement, useState } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { valueAt } from '#lib/plans/draft-path.ts'
import { useDraftWork } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { isKey } from '../draft/free-key.ts'
import { type Attributes, type Column, wordsOf } from './column.ts'

interface KeyCellProps {
  place: readonly string[]
  text: string
  attributes: Attributes
  className: string
}

/** A key is taken as a whole when its cell is left, and only when it can be one. */
export function KeyCell({ place, text, attributes, className }: KeyCellProps): ReactElement {
  const { rename, canEdit } = useEdits()
  const { store } = useDraftWork()
  const [typed, setTyped] = useState<string | null>(null)
  const list = place.slice(0, -2)
  const isFree = (key: string): boolean =>
    !((valueAt(store.snapshot().draft, list) as { key?: string }[] | undefined) ?? []).some((item) => item.key === key)
  const isWrong = typed !== null && typed !== text && !(isKey(typed) && isFree(typed))
  const commit = (): void => {
    if (typed !== null && typed !== text && !isWrong) rename(list, text, typed)
    setTyped(null)
  }
  return (
    <input
      {...attributes}
      value={typed ?? text}
      readOnly={!canEdit}
      spellCheck={false}
      aria-invalid={isWrong || attributes['aria-invalid']}
      title={isWrong ? 'Lower-case words joined by hyphens, unlike the others, for example queue-depth' : undefined}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        commit()
        attributes.onBlur()
      }}
      className={cn(className, 'truncate', isWrong && 'text-fail')}
    />
  )
}

interface FollowedCellProps<Row> extends KeyCellProps {
  column: Column<Row>
}

/** A text that others in the plan repeat: taken when its cell is left, and they follow. */
export function FollowedCell<Row>({
  column,
  place,
  text,
  attributes,
  className,
}: FollowedCellProps<Row>): ReactElement {
  const { set, many, canEdit } = useEdits()
  const { store } = useDraftWork()
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (): void => {
    if (typed !== null && typed !== text) {
      many(column.follow?.(store.snapshot().draft, text, typed) ?? [])
      set(place, typed)
    }
    setTyped(null)
  }
  return (
    <input
      {...attributes}
      value={typed ?? text}
      readOnly={!canEdit}
      placeholder={canEdit ? column.placeholder : ''}
      list={column.suggestions ? `list-${place[0]}-${column.id}` : undefined}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        commit()
        attributes.onBlur()
      }}
      className={cn(className, 'truncate')}
    />
  )
}

interface WordsCellProps<Row> {
  column: Column<Row>
  value: unknown
  place: readonly string[]
  attributes: Attributes
  className: string
}

/** Several words in one cell, divided by commas; taken when the cell is left. */
export function WordsCell<Row>({ column, value, place, attributes, className }: WordsCellProps<Row>): ReactElement {
  const { set, canEdit } = useEdits()
  const [typed, setTyped] = useState<string | null>(null)
  const stored = Array.isArray(value) ? value.join(', ') : ''
  const commit = (): void => {
    if (typed !== null && typed !== stored) {
      const words = wordsOf(typed)
      set(place, words.length > 0 ? words : undefined)
    }
    setTyped(null)
  }
  return (
    <input
      {...attributes}
      value={typed ?? stored}
      title={stored.length > 16 ? stored : undefined}
      readOnly={!canEdit}
      placeholder={canEdit ? column.placeholder : ''}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        commit()
        attributes.onBlur()
      }}
      className={cn(className, 'truncate')}
    />
  )
}
