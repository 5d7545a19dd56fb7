'use client'

import { type FormEvent, type ReactElement, useState } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { Button } from '#components/ui/button.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { showClock } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { useTimeText } from '../follow/time-text.tsx'
import { RunSheet } from '../parts.tsx'
import css from '../runs.module.css'
import notes from './notes.module.css'
import table from './tables.module.css'

interface Props {
  view: RunView
  className?: string
  /** Seconds of the run; null = all of it. */
  span?: TimeSpan | null
  /** Shows what was before and after an event on all of the page. */
  onSelect?: (span: TimeSpan) => void
  /** Absent where nobody may write. */
  onNote?: (text: string) => Promise<unknown>
}

/** What happened and what people wrote, stamped with the run's clock; newest first. */
export function NotesSheet({ view, className, span = null, onSelect, onNote }: Props): ReactElement {
  const isInside = (offsetMs: number): boolean =>
    span === null || (offsetMs / 1000 >= span.from && offsetMs / 1000 <= span.to)
  const events = view.events.filter(({ offsetMs }) => isInside(offsetMs)).reverse()
  return (
    <RunSheet
      id="notes"
      title="Notes and events"
      meta={`${span ? `${showClock(span.from)}–${showClock(span.to)}; ` : ''}stamped with the run's clock, newest first`}
      {...(className ? { className } : {})}
    >
      {events.length === 0 ? (
        <p className={table.emptyRow}>{span ? 'Nothing was noted in this window.' : 'Nothing was noted.'}</p>
      ) : (
        <ul className={notes.notes}>
          {events.map((event) => (
            <li key={event.id}>
              <EventTime at={event.offsetMs / 1000} {...(onSelect ? { onSelect } : {})} />
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

/** Half of what an event selects, seconds. */
const AROUND = 30

function EventTime({ at, onSelect }: { at: number; onSelect?: (span: TimeSpan) => void }): ReactElement {
  const { show } = useTimeText()
  if (!onSelect) return <code>{show(at)}</code>
  return (
    <button
      type="button"
      className={table.moment}
      title="Show what was before and after"
      onClick={() => onSelect({ from: Math.max(0, at - AROUND), to: at + AROUND })}
    >
      {show(at)}
    </button>
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
