'use client'

import { type ReactElement, useRef, useState } from 'react'
import { Segments } from '#components/ui/segments.tsx'
import type { OperationDraft } from '#lib/plans/document/plan.ts'
import { type DraftPath, valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { BodyField } from '../fields/body-field.tsx'
import { DraftField } from '../fields/draft-field.tsx'
import { RecordField } from '../fields/record-field.tsx'
import { MultipartForm } from './multipart-form.tsx'

type Body = NonNullable<NonNullable<OperationDraft['request']>['body']>
type Kind = keyof Body

const KINDS = [
  { value: 'none', label: 'No body' },
  { value: 'json', label: 'JSON' },
  { value: 'text', label: 'Text' },
  { value: 'form', label: 'Form' },
  { value: 'multipart', label: 'Multipart' },
]

interface Props {
  path: DraftPath
  method: string | undefined
  className?: string
}

/** One body of one kind. What was written of another kind comes back when that is chosen again. */
export function BodyForm({ path, method, className }: Props): ReactElement {
  const body = useDraft((draft) => valueAt(draft, path) as Body | undefined)
  const { set, canEdit } = useEdits()
  const [chosen, setChosen] = useState<Kind | 'none' | null>(null)
  const before = useRef<Body>({})
  const usual = /^(POST|PUT|PATCH)$/i.test(method ?? '') ? 'json' : 'none'
  const written = kindOf(body)
  // It stays while the last letter of it is deleted.
  if (written && written !== chosen) setChosen(written)
  const kind = written ?? chosen ?? usual

  const choose = (next: string): void => {
    setChosen(next as Kind | 'none')
    if (body) before.current = { ...before.current, ...body }
    const again = next === 'none' ? undefined : before.current[next as Kind]
    set(path, again === undefined ? undefined : { [next]: again })
  }
  return (
    <div className={className} data-place={path.join('.')}>
      <div className="mb-1.5 flex flex-wrap items-center gap-2">
        <span className="text-xs text-ink-2">Body</span>
        {canEdit ? (
          <Segments label="Kind of body" value={kind} options={KINDS} onChange={choose} />
        ) : (
          <span className="text-xs">{KINDS.find(({ value }) => value === kind)?.label}</span>
        )}
      </div>
      {kind === 'json' ? <BodyField path={path} /> : null}
      {kind === 'text' ? (
        <DraftField
          path={[...path, 'text']}
          label="Text body"
          multiline
          mono
          placeholder="<order>{{ orderId }}</order>"
          help="Sent as it stands; name its content-type among the headers"
        />
      ) : null}
      {kind === 'form' ? (
        <RecordField
          path={[...path, 'form']}
          label="Fields of the form"
          help="sent percent-encoded, as a page sends them"
          nameLabel="Name of the field"
          valueLabel="Value"
          namePlaceholder="user"
          valuePlaceholder="{{ user }}"
          addLabel="Add a field"
        />
      ) : null}
      {kind === 'multipart' ? <MultipartForm path={[...path, 'multipart']} /> : null}
    </div>
  )
}

const kindOf = (body: Body | undefined): Kind | undefined =>
  (['json', 'text', 'form', 'multipart'] as const).find((kind) => body?.[kind] !== undefined)
