'use client'

import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { showClock } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { RunSheet } from '../parts.tsx'
import css from '../runs.module.css'
import notes from './notes.module.css'
import table from './tables.module.css'

interface Props {
  view: RunView
  className?: string
  /** Absent where nobody may write. */
  onNote?: (text: string) => Promise<unknown>
}

/** What happened and what people wrote, stamped with the run's clock; newest first. */
export function NotesSheet({ view, className, onNote }: Props): ReactElement {
  const events = [...view.events].reverse()
  return (
    <RunSheet
      id="notes"
      title="Notes and events"
      meta="stamped with the run's clock, newest first"
      {...(className ? { className } : {})}
    >
      {events.length === 0 ? (
        <p className={table.emptyRow}>Nothing was noted.</p>
      ) : (
        <ul className={notes.notes}>
          {events.map((event) => (
            <li key={event.id}>
              <code>{showClock(event.offsetMs / 1000)}</code>
              <span className={css.muted}>{event.actor === 'system' ? 'Headroom' : event.actor}</span>
              <p>{event.text}</p>
            </li>
          ))}
        </ul>
      )}
      {onNote ? <NoteBox onNote={onNote} /> : null}
    </RunSheet>
  )
}

function NoteBox({ onNote }: { onNote: (text: string) => Promise<unknown> }): ReactElement {
  const [text, setText] = useState('')
  const { busy, problem, attempt } = useAttempt()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() !== '') void attempt(() => onNote(text.trim()).then(() => setText('')))
  }
  return (
    <form className={notes.noteBox} onSubmit={submit}>
      <input
        aria-label="Note"
        placeholder="What you see right now"
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" busy={busy !== null} disabled={text.trim() === ''}>
        Add note
      </Button>
      {problem ? (
        <span role="alert" className="text-fail">
          {problem}
        </span>
      ) : null}
    </form>
  )
}
