'use client'

import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { ChevronRight, CircleCheck, CircleQuestionMark, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactElement, useState } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import type { Analysis } from '#lib/analysis/analysis.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { fetchAnalyses } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'
import { RunSheet } from '../parts.tsx'
import css from '../runs.module.css'
import analyses from './analyses.module.css'
import { byNeed } from './by-need.ts'

const AnalysisDetail = dynamic(() => import('./analysis-detail.tsx').then((file) => file.AnalysisDetail), {
  ssr: false,
  loading: () => <div className={analyses.waiting} aria-busy="true" />,
})

const TONES: Record<Analysis['tone'], [LucideIcon, string]> = {
  bad: [TriangleAlert, 'Found'],
  note: [Info, 'To know'],
  good: [CircleCheck, 'As wished'],
  unknown: [CircleQuestionMark, 'Not known'],
}

const PENDING_EVERY_MS = 2000

/** What the numbers say beyond the objectives: a sentence each, what went wrong first; pressing one shows its proof. */
export function AnalysesSection({
  view,
  onSelect,
}: {
  view: RunView
  onSelect: (span: TimeSpan) => void
}): ReactElement | null {
  const { data, error } = useQuery({
    queryKey: [...runViewKey(view.run.id), 'analyses'],
    queryFn: () => fetchAnalyses(view.run.id),
    refetchInterval: (query) => (query.state.data?.pending ? PENDING_EVERY_MS : false),
    staleTime: 60_000,
  })
  const [areUnknownShown, setUnknownShown] = useState(false)
  const { told, unknown } = byNeed(data?.items ?? [])
  const pending = data?.pending ?? true
  const one = (analysis: Analysis): ReactElement => (
    <AnalysisLine key={analysis.key} analysis={analysis} view={view} onSelect={onSelect} />
  )
  return (
    <RunSheet
      title="Answers"
      meta="what the numbers say beside the objectives; each opens its chart and how to read it"
      className={css.sheet}
    >
      {told.length === 0 && unknown.length === 0 ? (
        <p className={analyses.empty} role="status">
          {error
            ? error.message
            : pending
              ? 'Working out what the numbers say.'
              : 'There is too little data to say more than the tables do.'}
        </p>
      ) : (
        <ul className={analyses.list}>
          {told.map(one)}
          {areUnknownShown ? unknown.map(one) : null}
        </ul>
      )}
      {unknown.length > 0 ? (
        <button
          type="button"
          className={analyses.fold}
          aria-expanded={areUnknownShown}
          onClick={() => setUnknownShown(!areUnknownShown)}
        >
          <ChevronRight aria-hidden />
          {unknown.length} that could not be computed from this run
        </button>
      ) : null}
    </RunSheet>
  )
}

interface LineProps {
  analysis: Analysis
  view: RunView
  onSelect: (span: TimeSpan) => void
}

function AnalysisLine({ analysis, view, onSelect }: LineProps): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const [Icon, word] = TONES[analysis.tone]
  return (
    <li className={clsx(analyses.item, analyses[analysis.tone])}>
      <button type="button" className={analyses.line} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className={analyses.icon} title={word}>
          <Icon aria-hidden />
          <span className={css.sr}>{word}: </span>
        </span>
        <span className={analyses.title}>{analysis.title}</span>
        <span className={analyses.sentence}>{analysis.sentence}</span>
        <ChevronRight aria-hidden className={analyses.turn} />
      </button>
      {isOpen ? <AnalysisDetail analysis={analysis} view={view} onSelect={onSelect} /> : null}
    </li>
  )
}
