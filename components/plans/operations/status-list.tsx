'use client'

import { type ReactElement, useState } from 'react'
import { Field, Input } from '#components/ui/field.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { useFindings } from '../page/findings.tsx'

const PLACE = 'auth.refreshOn'

/** Statuses divided by commas: one is a text in the document, several are a list. */
export function StatusList({ className, isIdle }: { className?: string; isIdle: boolean }): ReactElement {
  const written = useDraft((draft) => draft.auth?.refreshOn)
  const { set, canEdit } = useEdits()
  const [typed, setTyped] = useState<string | null>(null)
  const found = useFindings().at(PLACE)
  const stored = Array.isArray(written) ? written.join(', ') : (written ?? '')
  const change = (text: string): void => {
    setTyped(text)
    const statuses = text.split(/[,;\s]+/).filter(Boolean)
    set(['auth', 'refreshOn'], statuses.length > 1 ? statuses : statuses[0])
  }
  return (
    <Field
      label="Renew on"
      note="statuses"
      help="401 unless said otherwise"
      error={typed === null ? found?.message : undefined}
      className={className}
    >
      {(control) => (
        <Input
          {...control}
          mono
          data-place={PLACE}
          value={typed ?? stored}
          placeholder="401"
          disabled={isIdle}
          readOnly={!canEdit}
          onChange={({ target }) => change(target.value)}
          onBlur={() => setTyped(null)}
        />
      )}
    </Field>
  )
}
