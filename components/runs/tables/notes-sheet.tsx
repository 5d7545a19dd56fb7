'use client'

import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
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
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (text.trim() === '') return
    setBusy(true)
    try {
      await onNote(text.trim())
      setText('')
      setProblem(null)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The note was not saved. Try again.')
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className={notes.noteBox} onSubmit={(event) => void submit(event)}>
      <input
        aria-label="Note"
        placeholder="What you see right now"
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" busy={isBusy} disabled={text.trim() === ''}>
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
