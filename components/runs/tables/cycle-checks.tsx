'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, CircleSlash } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { showMoment } from '#lib/core/moment.ts'
import type { ChecklistItem, ChecklistName, Checklists } from '#lib/cycles/schema.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { fetchChecklists, fetchRunChecklist, markItem, markRunItem } from '../follow/run-requests.ts'
import { RunSheet } from '../parts.tsx'
import css from '../runs.module.css'
import checks from './cycle-checks.module.css'
import table from './tables.module.css'

interface Props {
  view: RunView
  /** null: the run stands in none, and has the list of its plan for itself. */
  cycle: { id: string; name: string } | null
  title: string
  lists: readonly ChecklistName[]
}

const LIVE_EVERY_MS = 10_000

/** What people confirm about a run: who ticked what, and when. */
export default function CycleChecks({ view, cycle, title, lists }: Props): ReactElement | null {
  const client = useQueryClient()
  const { queryKey, read, mark } = cycle ? sourceInCycle(cycle.id, lists, view.run) : sourceOfRun(view.run.id)
  const { data, error } = useQuery({
    queryKey,
    queryFn: read,
    refetchInterval: view.run.state === 'ended' ? false : LIVE_EVERY_MS,
  })
  const { busy, problem, attempt } = useAttempt()
  const items = data ?? []
  // Most plans have no such list: nothing is shown and taken away again.
  const isUnknown = cycle === null && data === undefined && !error
  if (isUnknown || (data && items.length === 0)) return null
  const tick = (item: ChecklistItem): Promise<void> =>
    attempt(async () => {
      client.setQueryData(queryKey, await mark(item, item.isOpen ? 'done' : 'open'))
    }, item.key)
  const done = items.filter(({ isOpen }) => !isOpen).length
  return (
    <RunSheet
      id="checks"
      title={title}
      meta={data ? `${done} of ${items.length} done` : null}
      tools={
        cycle ? (
          <Link className={css.link} href={`/cycles/${cycle.id}`}>
            {cycle.name}
          </Link>
        ) : null
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

interface Source {
  queryKey: readonly string[]
  read: () => Promise<ChecklistItem[]>
  mark: (item: ChecklistItem, state: 'done' | 'open') => Promise<ChecklistItem[]>
}

function sourceInCycle(id: string, lists: readonly ChecklistName[], run: RunView['run']): Source {
  const ofRun = (checklists: Checklists) =>
    lists
      .flatMap((list) => checklists[list])
      .filter(({ scenario }) => scenario === null || scenario === run.scenario.key)
  return {
    queryKey: ['cycles', id, 'checklists', run.id, ...lists],
    read: async () => ofRun(await fetchChecklists(id)),
    mark: async ({ list, key }, state) => ofRun(await markItem({ id, list, item: key, run: run.id, state })),
  }
}

function sourceOfRun(id: string): Source {
  return {
    queryKey: ['runs', id, 'checklist'],
    read: () => fetchRunChecklist(id),
    mark: ({ key }, state) => markRunItem({ id, item: key, state }),
  }
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
