'use client'

import type { ReactElement } from 'react'
import { Field, Input } from '#components/ui/field.tsx'
import { type DraftPath, valueAt } from '#lib/plans/draft-path.ts'
import { useDraftWork, useText } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey, keyFrom } from '../draft/free-key.ts'
import { useOpened } from '../page/reveal.tsx'

interface Props {
  list: DraftPath
  itemKey: string
  /** The key a new item gets, `operation` or `operation-2`: it follows the first name that is given. */
  stem: string
  placeholder: string
  className?: string
}

export function NameField({ list, itemKey, stem, placeholder, className }: Props): ReactElement {
  const path = [...list, itemKey, 'name']
  const value = useText(path)
  const { store } = useDraftWork()
  const { set, rename, canEdit } = useEdits()
  const { rename: carryOpen } = useOpened()

  const isUntouched = new RegExp(`^${stem}(-\\d+)?$`).test(itemKey)

  const nameKey = (): void => {
    if (!value.trim() || !isUntouched) return
    const items = (valueAt(store.snapshot().draft, list) as { key: string }[] | undefined) ?? []
    const others = items.map(({ key }) => key).filter((key) => key !== itemKey)
    const fresh = freeKey(keyFrom(value, itemKey), others)
    if (fresh === itemKey) return
    carryOpen([...list, itemKey].join('.'), [...list, fresh].join('.'))
    rename(list, itemKey, fresh)
  }
  return (
    <Field label="Name" className={className}>
      {(control) => (
        <Input
          {...control}
          data-place={path.join('.')}
          value={value}
          placeholder={isUntouched ? placeholder : itemKey}
          readOnly={!canEdit}
          onChange={(event) => set(path, event.target.value)}
          onBlur={nameKey}
        />
      )}
    </Field>
  )
}
