'use client'

import { Plus, X } from 'lucide-react'
import { type ReactElement, useId, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Input } from '#components/ui/field.tsx'
import { valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'

interface Props {
  path: readonly string[]
  label: string
  nameLabel: string
  valueLabel: string
  namePlaceholder: string
  valuePlaceholder: string
  help?: string
  /** What is wrong with a value, while it is not edited. */
  problemOf?: (value: string) => string | null
  /** e.g. "Add a header" */
  addLabel: string
}

const NONE: Readonly<Record<string, string>> = {}

/** Names with values, e.g. headers. A name is given once and then stands; the value is edited in place. */
export function RecordField(props: Props): ReactElement {
  const { path, label, nameLabel, valueLabel, help, addLabel, problemOf } = props
  const record = useDraft((draft) => (valueAt(draft, path) as Readonly<Record<string, string>> | undefined) ?? NONE)
  const { set, canEdit } = useEdits()
  const [fresh, setFresh] = useState<{ name: string; value: string } | null>(null)
  const id = useId()
  const rows = Object.entries(record)

  // The whole record is set, because a name may hold a dot or any other character.
  const store = (next: Record<string, string>): void => set(path, Object.keys(next).length > 0 ? next : undefined)
  const addFresh = (): void => {
    const name = fresh?.name.trim()
    if (name) store({ ...record, [name]: fresh?.value ?? '' })
    setFresh(null)
  }

  return (
    <fieldset aria-labelledby={id} data-place={path.join('.')} className="grid min-w-0 gap-1">
      <div id={id} className="text-xs text-ink-2">
        {label}
        {help ? <span className="ml-1.5 text-2xs text-ink-3">{help}</span> : null}
      </div>
      {rows.map(([name, value]) => (
        <div key={name}>
          <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)_28px] items-center gap-1.5">
            <code className="truncate rounded-md bg-sunken px-[9px] py-[5px] text-ink-2" title={name}>
              {name}
            </code>
            <Input
              mono
              aria-label={`${valueLabel} of ${name}`}
              data-place={[...path, name].join('.')}
              value={value}
              readOnly={!canEdit}
              onChange={(event) => store({ ...record, [name]: event.target.value })}
            />
            {canEdit ? (
              <IconButton
                label={`Remove ${name}`}
                onClick={() => store(Object.fromEntries(rows.filter(([other]) => other !== name)))}
              >
                <X aria-hidden />
              </IconButton>
            ) : null}
          </div>
          <ValueProblem text={value.trim() ? (problemOf?.(value) ?? null) : null} />
        </div>
      ))}
      {fresh ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: events of its fields end here
        <div
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)_28px] items-center gap-1.5"
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) addFresh()
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') addFresh()
            if (event.key === 'Escape') setFresh(null)
          }}
        >
          <Input
            mono
            autoFocus
            aria-label={nameLabel}
            placeholder={props.namePlaceholder}
            value={fresh.name}
            onChange={(event) => setFresh({ ...fresh, name: event.target.value })}
          />
          <Input
            mono
            aria-label={valueLabel}
            placeholder={props.valuePlaceholder}
            value={fresh.value}
            onChange={(event) => setFresh({ ...fresh, value: event.target.value })}
          />
          <IconButton label="Do not add it" onClick={() => setFresh(null)}>
            <X aria-hidden />
          </IconButton>
        </div>
      ) : canEdit ? (
        <span>
          <Button kind="ghost" size="sm" className="-ml-2" onClick={() => setFresh({ name: '', value: '' })}>
            <Plus aria-hidden />
            {addLabel}
          </Button>
        </span>
      ) : rows.length === 0 ? (
        <span className="text-xs text-ink-3">none</span>
      ) : null}
    </fieldset>
  )
}

function ValueProblem({ text }: { text: string | null }): ReactElement | null {
  return text ? <p className="mt-0.5 text-[11.5px] leading-[15px] text-fail">{text}</p> : null
}
