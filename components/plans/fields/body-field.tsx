'use client'

import { type ReactElement, useState } from 'react'
import { Field, Textarea } from '#components/ui/field.tsx'
import { type DraftPath, sameValue, valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { bodyProblem } from './body-problem.ts'

interface Body {
  json?: unknown
}

/** The body as JSON text. What is no JSON yet stays in the field and is not saved; the field says so, and where it breaks. */
export function BodyField({ path, className }: { path: DraftPath; className?: string }): ReactElement {
  const body = useDraft((draft) => valueAt(draft, path) as Body | undefined)
  const { set, canEdit } = useEdits()
  const [typed, setTyped] = useState<string | null>(null)
  const stored = body?.json === undefined ? '' : JSON.stringify(body.json, null, 2)
  const shown = typed ?? stored
  const problem = typed === null ? null : bodyProblem(typed)

  const change = (text: string): void => {
    setTyped(text)
    if (text.trim() === '') set(path, undefined)
    else if (bodyProblem(text) === null) set([...path, 'json'], JSON.parse(text))
  }
  const leave = (): void => {
    if (typed !== null && bodyProblem(typed) === null) setTyped(null)
  }

  return (
    <Field
      label="JSON body"
      help={'{{ name }} inside of a text takes a value: { "item": "Item {{ iteration }}" }'}
      error={problem ? `${problem} Not saved until it is JSON.` : undefined}
      className={className}
    >
      {(control) => (
        <Textarea
          {...control}
          mono
          spellCheck={false}
          data-place={[...path, 'json'].join('.')}
          value={
            typed !== null && problem === null && sameValue(JSON.parse(typed || 'null'), body?.json) ? typed : shown
          }
          placeholder={'{\n  "name": "Item {{ user }}-{{ iteration }}"\n}'}
          readOnly={!canEdit}
          onChange={(event) => change(event.target.value)}
          onBlur={leave}
        />
      )}
    </Field>
  )
}
