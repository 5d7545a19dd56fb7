'use client'

import { Plus, X } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Field, Input, Textarea } from '#components/ui/field.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { DocSection } from '../page/doc-section.tsx'

const NONE: Readonly<Record<string, string>> = {}

/** Free sections in Markdown. */
export function NotesSection(): ReactElement {
  const notes = useDraft((draft) => draft.notes ?? NONE)
  const { canEdit } = useEdits()
  const names = Object.keys(notes)
  return (
    <DocSection id="notes" title="Notes" meta={`${names.length}, free text in Markdown`}>
      <div className="grid gap-3">
        {names.map((name) => (
          <Note key={name} name={name} text={notes[name] ?? ''} notes={notes} />
        ))}
        {canEdit ? <FreshNote notes={notes} /> : null}
      </div>
    </DocSection>
  )
}

interface NoteProps {
  name: string
  text: string
  notes: Readonly<Record<string, string>>
}

function Note({ name, text, notes }: NoteProps): ReactElement {
  const { set, canEdit } = useEdits()
  const [isEdited, setIsEdited] = useState(text === '')
  // The whole record is set, because a name may hold a dot or any other character.
  const store = (next: Record<string, string>): void => set(['notes'], Object.keys(next).length > 0 ? next : undefined)
  const remove = (): void => store(Object.fromEntries(Object.entries(notes).filter(([other]) => other !== name)))
  return (
    <article className="group rounded-md border border-edge bg-panel px-3.5 pt-2 pb-3" data-place={`notes.${name}`}>
      <header className="mb-1 flex items-center gap-2">
        <h3 className="min-w-0 flex-1 truncate text-sm font-semibold">{name}</h3>
        {canEdit ? (
          <>
            <Button kind="ghost" size="sm" aria-pressed={isEdited} onClick={() => setIsEdited(!isEdited)}>
              {isEdited ? 'Done' : 'Edit'}
              <span className="sr-only"> the note {name}</span>
            </Button>
            <IconButton label={`Remove the note ${name}`} onClick={remove}>
              <X aria-hidden />
            </IconButton>
          </>
        ) : null}
      </header>
      {isEdited && canEdit ? (
        <Field
          label={`Text of ${name}`}
          hideLabel
          help={<># heading, **bold**, - list, `code`, [text](address), | tables |</>}
        >
          {(control) => (
            <Textarea
              {...control}
              autoFocus={text === ''}
              value={text}
              placeholder="What was changed, measured or decided"
              onChange={(event) => store({ ...notes, [name]: event.target.value })}
            />
          )}
        </Field>
      ) : text ? (
        <Markdown text={text} />
      ) : (
        <p className="text-xs text-ink-3">nothing yet</p>
      )}
    </article>
  )
}

function FreshNote({ notes }: { notes: Readonly<Record<string, string>> }): ReactElement {
  const { set } = useEdits()
  const [name, setName] = useState('')
  const isTaken = Object.hasOwn(notes, name.trim())
  const add = (): void => {
    if (!name.trim() || isTaken) return
    set(['notes'], { ...notes, [name.trim()]: '' })
    setName('')
  }
  return (
    <form
      className="flex max-w-96 items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <Field label="Title of a new note" error={isTaken ? 'There is one of this title' : undefined} className="flex-1">
        {(control) => (
          <Input {...control} value={name} placeholder="Tuning" onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Button type="submit" disabled={!name.trim() || isTaken} className="h-[30px]">
        <Plus aria-hidden />
        Add
      </Button>
    </form>
  )
}
