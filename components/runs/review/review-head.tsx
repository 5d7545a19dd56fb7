'use client'

import { ChevronRight, GitCompareArrows } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { RunView } from '#lib/runs/schema.ts'
import css from '../runs.module.css'
import review from './review.module.css'

/** Which run this is, and what can be done with it. */
export function ReviewHead({ view, tools }: { view: RunView; tools: ReactNode }): ReactElement {
  const { run } = view
  const begin = run.startedAt ?? run.createdAt
  const day = new Date(begin).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const time = (iso: string): string => iso.slice(11, 16)
  const span = run.endedAt && run.startedAt ? `${time(begin)} to ${time(run.endedAt)} UTC` : `${time(begin)} UTC`
  return (
    <div className={review.pageHead}>
      <div>
        <nav className={review.crumbs} aria-label="Path">
          <Link href={`/plans/${run.planId}`}>{run.planName}</Link>
          <ChevronRight aria-hidden />
          {view.cycle ? (
            <Link href={`/cycles/${view.cycle.id}`}>{view.cycle.name}</Link>
          ) : (
            <Link href="/runs">Runs</Link>
          )}
          <ChevronRight aria-hidden />
          <span>{run.label}</span>
        </nav>
        <h1>
          {run.scenario.name} on {run.versionUnderTest || run.planName}
        </h1>
        <p>
          {day}, {span}, {run.environment.name}, revision {run.revision}
          {run.startedBy ? `, started by ${run.startedBy}` : ''}
        </p>
      </div>
      <span className={css.grow} />
      <div className="flex flex-wrap items-center gap-2">
        <Button asChild>
          <Link href={`/runs/compare?runs=${run.id}`} prefetch={false}>
            <GitCompareArrows aria-hidden />
            Compare
          </Link>
        </Button>
        {tools}
      </div>
    </div>
  )
}
