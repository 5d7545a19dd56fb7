'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { showMoment } from '#lib/core/moment.ts'
import { fetchVerdicts } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'
import css from '../runs.module.css'
import review from './review.module.css'

/** What other revisions of the plan said of the same measurements; nothing where nobody asked. */
export function OtherVerdicts({ runId }: { runId: string }): ReactElement | null {
  const { data } = useQuery({
    queryKey: [...runViewKey(runId), 'verdicts'],
    queryFn: () => fetchVerdicts(runId),
    staleTime: 60_000,
  })
  const others = data?.filter(({ isOwn, isCurrent }) => isCurrent && !isOwn) ?? []
  if (others.length === 0) return null
  return (
    <ul className={review.others} aria-label="Judged by other revisions">
      {others.map(({ revision, verdict, validity, sentence, judgedAt }) => (
        <li key={revision}>
          <VerdictBadge verdict={validity === 'invalid' ? 'invalid' : verdict} look="plain" />
          <span>
            by revision {revision}: {sentence}{' '}
            <time className={css.muted} dateTime={judgedAt}>
              {showMoment(judgedAt)}
            </time>
          </span>
        </li>
      ))}
    </ul>
  )
}
