'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { api } from '#lib/api/client.ts'
import type { DiffView } from '#lib/plans/schema.ts'
import { useSnapshot } from '../draft/draft-context.tsx'
import { useOpened } from './reveal.tsx'

const SHOWN = 8

/** What the draft changes against the last revision that was frozen. */
export function RevisionNote({ planId, lastRevision }: { planId: string; lastRevision: number }): ReactElement {
  const version = useSnapshot((snapshot) => snapshot.version)
  const { data } = useQuery({
    queryKey: ['plan-diff', planId, lastRevision, version],
    queryFn: () => api.plans.diff({ id: planId, n: lastRevision }),
    enabled: lastRevision > 0,
    placeholderData: keepPreviousData,
  })
  const changes = data?.changes ?? []
  return (
    <section aria-labelledby="revision-title" className="min-w-0">
      <header className="mb-2 flex items-baseline gap-2">
        <h2 id="revision-title" className="mr-auto text-sm font-semibold">
          Revision
        </h2>
        <span className="text-xs text-ink-3">{lastRevision > 0 ? `draft on ${lastRevision}` : 'none yet'}</span>
      </header>
      {changes.length > 0 ? (
        <ul>
          {changes.slice(0, SHOWN).map((change) => (
            <Change key={change.path} change={change} />
          ))}
          {changes.length > SHOWN ? <li className="text-2xs text-ink-3">and {changes.length - SHOWN} more</li> : null}
        </ul>
      ) : null}
      <p className="mt-2 text-xs leading-[17px] text-ink-2">{says(lastRevision, data ? changes.length : null)}</p>
    </section>
  )
}

function says(lastRevision: number, changes: number | null): string {
  const frozen = 'What a run was judged against never changes.'
  if (lastRevision === 0) return `Starting a run freezes this draft as revision 1. ${frozen}`
  if (changes === 0) return `Nothing has changed since revision ${lastRevision}; a run would use it again.`
  return `Starting a run freezes this draft as revision ${lastRevision + 1}. ${frozen}`
}

function Change({ change }: { change: DiffView['changes'][number] }): ReactElement {
  const { reveal } = useOpened()
  const [before, after] = [word(change.before), word(change.after)]
  return (
    <li className="flex min-h-6 items-center justify-between gap-2.5">
      <button
        type="button"
        onClick={() => reveal(change.path)}
        title={change.path}
        className="min-h-6 min-w-0 truncate text-left font-mono text-2xs text-ink-2 hover:underline"
      >
        {change.path}
      </button>
      <span className="max-w-[55%] truncate font-mono text-2xs">
        {before === null ? null : <del className="text-ink-3">{before}</del>}{' '}
        {after === null ? (
          before === null ? null : (
            <ins className="font-[550] no-underline">removed</ins>
          )
        ) : (
          <ins className="font-[550] no-underline">{before === null && after === '' ? 'added' : after}</ins>
        )}
      </span>
    </li>
  )
}

/** A leaf as it is; a whole item only counts as there ('') or not there (null). */
function word(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? '' : String(value)
}
