'use client'

import { type ReactElement, useState } from 'react'
import { Field, Input } from '#components/ui/field.tsx'
import { type DraftPath, valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { isKey } from '../draft/free-key.ts'
import { useOpened } from '../page/reveal.tsx'

interface Props {
  list: DraftPath
  itemKey: string
  className?: string
  /** A line of text in place of a labelled box; its name for those who hear it. */
  quietLabel?: string
}

const NONE: readonly { key: string }[] = []

/** Keys tie things together, so a new one is taken as a whole when the field is left, and only when it can be one; whatever names it follows. */
export function KeyField({ list, itemKey, className, quietLabel }: Props): ReactElement {
  const items = useDraft((draft) => (valueAt(draft, list) as readonly { key: string }[] | undefined) ?? NONE)
  const { rename, canEdit } = useEdits()
  const { rename: carryOpen } = useOpened()
  const [text, setText] = useState<string | null>(null)
  const typed = text ?? itemKey
  const problem = problemOf(typed, itemKey, items)

  const commit = (): void => {
    if (typed !== itemKey && !problem) {
      carryOpen([...list, itemKey].join('.'), [...list, typed].join('.'))
      rename(list, itemKey, typed)
    }
    if (!problem) setText(null)
  }
  return (
    <Field
      label={quietLabel ?? 'Key'}
      hideLabel={quietLabel !== undefined}
      help={quietLabel ? undefined : 'Ties things together; stays when the name changes'}
      error={problem}
      className={className}
    >
      {(control) => (
        <Input
          {...control}
          mono
          className={
            quietLabel
              ? 'h-6 border-transparent bg-transparent px-1 text-[11.5px] text-ink-2 hover:border-line'
              : undefined
          }
          data-place={[...list, itemKey, 'key'].join('.')}
          value={typed}
          readOnly={!canEdit}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') setText(null)
          }}
        />
      )}
    </Field>
  )
}

function problemOf(typed: string, own: string, items: readonly { key: string }[]): string | undefined {
  if (typed === own) return undefined
  if (!isKey(typed)) return 'Lower-case words joined by hyphens, for example create-order'
  return items.some((item) => item.key === typed) ? `"${typed}" is taken; write ${typed}-2, for example` : undefined
}
