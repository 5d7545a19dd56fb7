'use client'

import { type ReactElement, useEffect, useMemo, useState } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { NextDates } from '#lib/plans/next-dates.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { freeKey } from '../draft/free-key.ts'
import { type Named, useNamed } from '../draft/use-named.ts'
import { Purpose } from '../fields/field-grid.tsx'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { DocSection } from '../page/doc-section.tsx'
import { keyOptions } from './choices.ts'

type Row = NonNullable<PlanDraft['schedule']>[number]
type FindDates = typeof import('#lib/plans/next-dates.ts').nextDates

/** The reader of calendars is large and not needed to draw the page. */
function useCalendar(): FindDates | null {
  const [find, setFind] = useState<FindDates | null>(null)
  useEffect(() => {
    void import('#lib/plans/next-dates.ts').then(({ nextDates }) => setFind(() => nextDates))
  }, [])
  return find
}

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Singapore',
  'Asia/Tokyo',
]

/** When scenarios are run again. */
export function ScheduleSection(): ReactElement {
  const count = useDraft((draft) => draft.schedule?.length ?? 0)
  const scenarios = useNamed('scenarios')
  const environments = useNamed('environments')
  const find = useCalendar()
  const columns = useMemo(() => columnsFor(scenarios, environments, find), [scenarios, environments, find])
  return (
    <DocSection id="schedule" title="Schedule" meta={`${count} repeated`}>
      <Purpose>
        By the clock: <code>0 6 * * *</code> is six o'clock every day, <code>0 6 * * 1</code> each Monday,{' '}
        <code>0 6 * * 1#1</code> the first Monday of a month. Or in words, such as “before each release”: then a person
        starts it.
      </Purpose>
      <DraftGrid<Row>
        list={['schedule']}
        label="Schedule"
        what="repetition"
        columns={columns}
        fresh={(taken) => ({ key: freeKey('repeat-1', taken), cron: '0 6 * * *', timezone: 'UTC' })}
        addLabel="Add a repetition"
        minWidth="720px"
      />
    </DocSection>
  )
}

function columnsFor(
  scenarios: readonly Named[],
  environments: readonly Named[],
  find: FindDates | null,
): readonly Column<Row>[] {
  const datesOf = (row: Row): NextDates | null => find?.(row.cron ?? '', row.timezone || 'UTC', Date.now(), 3) ?? null
  return [
    { id: 'scenario', label: 'Scenario', kind: 'choice', options: keyOptions(scenarios, '–'), className: 'w-32' },
    {
      id: 'environment',
      label: 'Where',
      kind: 'choice',
      options: keyOptions(environments, 'the first one'),
      className: 'w-28',
    },
    {
      id: 'cron',
      label: 'By the clock',
      mono: true,
      placeholder: '0 6 * * 1',
      className: 'w-28',
      help: 'Minute, hour, day of the month, month, day of the week, for example 0 6 * * 1#1 for the first Monday of a month at six',
      read: (row) => {
        const dates = row.cron?.trim() ? datesOf(row) : null
        if (!dates) return null
        return dates.ok ? { ok: true, says: dates.dates[0] ?? 'never' } : { ok: false, message: dates.message }
      },
    },
    {
      id: 'timezone',
      label: 'Time zone',
      placeholder: 'UTC',
      className: 'w-32',
      suggestions: ZONES,
      help: 'The clock that is meant, for example Europe/Berlin',
    },
    {
      id: 'cadence',
      label: 'or in words',
      placeholder: 'before each release',
      className: 'w-36',
      suggestions: ['before each release', 'each quarter', 'after each migration'],
    },
    {
      id: 'next',
      label: 'Next three',
      kind: 'derived',
      className: 'min-w-44',
      draw: (row) => {
        if (!row.cron?.trim()) return row.cadence ? <span className="text-ink-3">when a person starts it</span> : null
        const dates = datesOf(row)
        if (!dates) return <span className="text-ink-3">…</span>
        if (!dates.ok) return <span className="text-fail">{dates.message}</span>
        return (
          <ol className="text-[11.5px] leading-[17px] tabular-nums">
            {dates.dates.map((date) => (
              <li key={date}>{date}</li>
            ))}
          </ol>
        )
      },
    },
  ]
}
