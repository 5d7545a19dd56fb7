'use client'

import { Pencil } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Field, Textarea } from '#components/ui/field.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { api } from '#lib/api/client.ts'
import { showMoment } from '#lib/core/moment.ts'
import { type NarrativeBlock, spoken } from '#lib/reports/report-model.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

/** A sentence from the numbers until somebody writes another; what was typed says so, and says when its numbers have moved. */
export function NarrativeText({ block }: { block: NarrativeBlock }): ReactElement {
  const { may } = useCycle()
  const [isEditing, setEditing] = useState(false)
  if (isEditing) return <NarrativeForm block={block} onDone={() => setEditing(false)} />
  return (
    <div className="flex items-start gap-1">
      <NarrativeRead block={block} />
      {may.edit ? (
        <IconButton label={`Edit: ${block.label}`} onClick={() => setEditing(true)} className="print:hidden">
          <Pencil aria-hidden />
        </IconButton>
      ) : null}
    </div>
  )
}

export function NarrativeRead({ block }: { block: NarrativeBlock }): ReactElement {
  return (
    <div className="min-w-0 flex-1">
      <Markdown text={spoken(block)} />
      <TypedNote typed={block.typed} />
    </div>
  )
}

function TypedNote({ typed }: { typed: NarrativeBlock['typed'] }): ReactElement | null {
  if (!typed) return null
  return (
    <p className="text-2xs text-ink-3" data-typed data-stale={typed.isStale || undefined}>
      Typed by {typed.by}, {showMoment(typed.at)}
      {typed.isStale ? <b className="font-medium text-warn">. Stale: the numbers have changed since.</b> : null}
    </p>
  )
}

function NarrativeForm({ block, onDone }: { block: NarrativeBlock; onDone: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const write = (text: string): void =>
    void attempt(async () => {
      await api.cycles.writeText({ id: cycle.id, section: block.section, text })
      onDone()
    })
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    write(String(new FormData(event.currentTarget).get('text') ?? ''))
  }
  return (
    <form onSubmit={submit} className="grid gap-2">
      <Field
        label={block.label}
        help="Markdown: lists, tables, **bold**, links. It is marked as typed by you."
        error={problem}
      >
        {(control) => (
          <Textarea {...control} name="text" autoFocus rows={4} maxLength={50_000} defaultValue={spoken(block)} />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" kind="primary" type="submit" busy={busy !== null}>
          Save
        </Button>
        <Button size="sm" onClick={onDone}>
          Cancel
        </Button>
        {block.typed ? (
          <Button size="sm" kind="ghost" onClick={() => write('')}>
            Back to the sentence from the numbers
          </Button>
        ) : null}
      </div>
    </form>
  )
}
