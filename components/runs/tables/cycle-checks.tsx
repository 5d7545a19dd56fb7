'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, CircleSlash } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { showMoment } from '#lib/core/moment.ts'
import type { ChecklistItem, ChecklistName } from '#lib/cycles/schema.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { fetchChecklists, markItem } from '../follow/run-requests.ts'
import { RunSheet } from '../parts.tsx'
import css from '../runs.module.css'
import checks from './cycle-checks.module.css'
import table from './tables.module.css'

interface Props {
  view: RunView
  cycle: { id: string; name: string }
  title: string
  lists: readonly ChecklistName[]
}

const LIVE_EVERY_MS = 10_000

/** What people confirm about a run of a cycle: who ticked what, and when. */
export default function CycleChecks({ view, cycle, title, lists }: Props): ReactElement | null {
  const client = useQueryClient()
  const queryKey = ['cycles', cycle.id, 'checklists']
  const { data, error } = useQuery({
    queryKey,
    queryFn: () => fetchChecklists(cycle.id),
    refetchInterval: view.run.state === 'ended' ? false : LIVE_EVERY_MS,
  })
  const { busy, problem, attempt } = useAttempt()
  const items = lists
    .flatMap((list) => data?.[list] ?? [])
    .filter(({ scenario }) => scenario === null || scenario === view.run.scenario.key)
  if (data && items.length === 0) return null
  const tick = (item: ChecklistItem): Promise<void> =>
    attempt(async () => {
      const marked = { id: cycle.id, list: item.list, item: item.key, run: view.run.id }
      client.setQueryData(queryKey, await markItem({ ...marked, state: item.isOpen ? 'done' : 'open' }))
    }, item.key)
  const done = items.filter(({ isOpen }) => !isOpen).length
  return (
    <RunSheet
      id="checks"
      title={title}
      meta={data ? `${done} of ${items.length} done` : null}
      tools={
        <Link className={css.link} href={`/cycles/${cycle.id}`}>
          {cycle.name}
        </Link>
      }
    >
      {data === undefined ? (
        <p className={table.emptyRow}>{error ? error.message : 'Reading the checklist.'}</p>
      ) : (
        <ul className={checks.list}>
          {items.map((item) => (
            <li key={`${item.list}/${item.key}`}>
              <button
                type="button"
                className={checks.tick}
                disabled={!view.canAnnotate || item.kind === 'probe' || busy !== null}
                aria-pressed={!item.isOpen}
                onClick={() => void tick(item)}
              >
                <StateIcon item={item} />
                <span className={css.sr}>{item.isOpen ? 'Tick: ' : 'Take back: '}</span>
                {item.text}
              </button>
              <span className={css.muted}>{aboutOf(item)}</span>
            </li>
          ))}
        </ul>
      )}
      {problem ? (
        <p role="alert" className="px-4 pb-3 text-fail">
          {problem}
        </p>
      ) : null}
    </RunSheet>
  )
}

function StateIcon({ item }: { item: ChecklistItem }): ReactElement {
  if (item.isOpen) return <CircleDashed aria-hidden className={checks.open} />
  return item.mark?.state === 'not-applicable' ? (
    <CircleSlash aria-hidden className={checks.open} />
  ) : (
    <CircleCheck aria-hidden className={checks.done} />
  )
}

function aboutOf({ isOpen, mark, finding }: ChecklistItem): string {
  if (isOpen || !mark) return finding ?? 'not confirmed'
  return [`${mark.by}, ${showMoment(mark.at)}`, mark.note].filter(Boolean).join(': ')
}
