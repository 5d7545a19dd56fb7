'use client'

import { Plus, X } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { type DraftPath, valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { fieldsOf, type Part, type PartFields, partOf } from './multipart-part.ts'

type Parts = Readonly<Record<string, Part>>

const NO_PARTS: Parts = {}
const NONE: readonly { key: string }[] = []

/** Parts of a form with files: a text, or a data set sent as a CSV file. */
export function MultipartForm({ path }: { path: DraftPath }): ReactElement {
  const parts = useDraft((draft) => (valueAt(draft, path) as Parts | undefined) ?? NO_PARTS)
  const datasets = useDraft((draft) => draft.testData?.datasets ?? NONE)
  const { set, canEdit } = useEdits()
  const entries = Object.entries(parts)
  // The whole record is set, because a name may hold a dot or any other character.
  const store = (next: [string, Part][]): void => set(path, next.length > 0 ? Object.fromEntries(next) : undefined)
  const change = (at: number, name: string, part: Part): void => store(entries.with(at, [name, part]))
  const add = (): void => {
    const [first] = datasets
    store([...entries, [freeKey('file', Object.keys(parts)), first ? { dataset: first.key } : '']])
  }
  return (
    <div className="grid gap-2" data-place={path.join('.')}>
      {entries.map(([name, part], at) => (
        <PartRow
          // biome-ignore lint/suspicious/noArrayIndexKey: its name may be edited
          key={at}
          name={name}
          part={part}
          taken={Object.keys(parts)}
          datasets={datasets.map(({ key }) => key)}
          canEdit={canEdit}
          onChange={(nextName, next) => change(at, nextName, next)}
          onRemove={() => store(entries.toSpliced(at, 1))}
        />
      ))}
      {canEdit ? (
        <span>
          <Button kind="ghost" size="sm" className="-ml-2" onClick={add}>
            <Plus aria-hidden />
            Add a part
          </Button>
        </span>
      ) : null}
    </div>
  )
}

interface RowProps {
  name: string
  part: Part
  taken: readonly string[]
  datasets: readonly string[]
  canEdit: boolean
  onChange: (name: string, part: Part) => void
  onRemove: () => void
}

function PartRow({ name, part, taken, datasets, canEdit, onChange, onRemove }: RowProps): ReactElement {
  const [typedName, setTypedName] = useState<string | null>(null)
  const object = fieldsOf(part)
  const isDataset = object.dataset !== undefined
  const write = (next: PartFields): void => onChange(name, partOf(next))
  const rename = (): void => {
    const next = typedName?.trim()
    if (next && next !== name && !taken.includes(next)) onChange(next, part)
    setTypedName(null)
  }
  const text = (field: keyof PartFields, label: string, placeholder: string, className = '') => (
    <Field label={label} className={className}>
      {(control) => (
        <Input
          {...control}
          mono
          value={object[field] ?? ''}
          placeholder={placeholder}
          readOnly={!canEdit}
          onChange={(event) => write({ ...object, [field]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <fieldset aria-label={`Part ${name}`} className="rounded-md border border-line px-3 pt-2 pb-2.5">
      <div className="grid items-end gap-x-2.5 gap-y-2 min-[560px]:grid-cols-[1fr_1fr_2fr_28px]">
        <Field label="Name of the part">
          {(control) => (
            <Input
              {...control}
              mono
              value={typedName ?? name}
              readOnly={!canEdit}
              onChange={(event) => setTypedName(event.target.value)}
              onBlur={rename}
            />
          )}
        </Field>
        <Field label="Holds">
          {(control) => (
            <Select
              {...control}
              disabled={!canEdit}
              value={isDataset ? 'dataset' : 'text'}
              options={[
                { value: 'text', label: 'a text' },
                { value: 'dataset', label: 'a data set, as a CSV file' },
              ]}
              onChange={({ target }) =>
                write({
                  ...(object.name ? { name: object.name } : {}),
                  ...(target.value === 'dataset' ? { dataset: datasets[0] ?? '' } : { value: '' }),
                })
              }
            />
          )}
        </Field>
        {isDataset ? (
          <Field label="Data set">
            {(control) => (
              <Select
                {...control}
                disabled={!canEdit}
                value={object.dataset ?? ''}
                options={optionsFor(datasets, object.dataset ?? '')}
                onChange={({ target }) => write({ ...object, dataset: target.value })}
              />
            )}
          </Field>
        ) : (
          text('value', 'Value', '{{ orderId }}')
        )}
        {canEdit ? (
          <IconButton label={`Remove the part ${name}`} onClick={onRemove} className="max-[559px]:justify-self-end">
            <X aria-hidden />
          </IconButton>
        ) : null}
        {text('name', 'File name', isDataset ? `${object.dataset || 'contacts'}.csv` : 'none')}
        {text('type', 'Content type', isDataset ? 'text/csv' : 'none')}
      </div>
    </fieldset>
  )
}

function optionsFor(keys: readonly string[], chosen: string) {
  const known = keys.map((value) => ({ value, label: value }))
  if (keys.includes(chosen)) return known
  return [{ value: chosen, label: chosen ? `${chosen} (unknown)` : 'none yet: add one under Test data' }, ...known]
}
