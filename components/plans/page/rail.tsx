'use client'

import { Check, OctagonX, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { type PlanFinding, useFindings } from './findings.tsx'
import { useOpened } from './reveal.tsx'
import { RevisionNote } from './revision-note.tsx'

/** What the plan says against itself: two places that disagree, the arithmetic, and the fix. */
export function Rail({ planId, lastRevision }: { planId: string; lastRevision: number }): ReactElement {
  const { lint } = useFindings()
  const { errors = 0, warnings = 0, findings = [] } = lint ?? {}
  return (
    <aside
      aria-label="Checks and revision"
      tabIndex={0}
      className="sticky top-[92px] grid max-h-[calc(100dvh-104px)] content-start gap-5 overflow-y-auto pr-0.5 [scrollbar-width:thin] max-[1180px]:static max-[1180px]:max-h-none"
    >
      <section id="checks" aria-labelledby="checks-title" className="min-w-0 scroll-mt-28">
        <header className="mb-2 flex items-baseline gap-2">
          <h2 id="checks-title" className="mr-auto text-sm font-semibold">
            Checks
          </h2>
          <Tally count={errors} severity="error" />
          <Tally count={warnings} severity="warning" />
        </header>
        {findings.length === 0 ? (
          <p className="flex items-center gap-1.5 text-xs text-ink-2">
            <Check aria-hidden className="size-[13px] text-pass" />
            Nothing stands against a run.
          </p>
        ) : (
          <ul>
            {findings.map((finding) => (
              <Finding key={`${finding.rule} ${finding.places.join()} ${finding.message}`} finding={finding} />
            ))}
          </ul>
        )}
      </section>
      <RevisionNote planId={planId} lastRevision={lastRevision} />
    </aside>
  )
}

function Tally({ count, severity }: { count: number; severity: 'error' | 'warning' }): ReactElement | null {
  if (count === 0) return null
  const isError = severity === 'error'
  const Icon = isError ? OctagonX : TriangleAlert
  return (
    <span
      className={cn(
        'inline-flex items-center gap-[3px] font-mono text-xs font-medium',
        isError ? 'text-fail' : 'text-warn',
      )}
    >
      <Icon aria-hidden className="size-[13px]" />
      {count}
      <span className="sr-only">{isError ? 'errors' : 'warnings'}</span>
    </span>
  )
}

function Finding({ finding }: { finding: PlanFinding }): ReactElement {
  const { reveal } = useOpened()
  const isError = finding.severity === 'error'
  const Icon = isError ? OctagonX : TriangleAlert
  return (
    <li
      className={cn(
        'mb-1.5 rounded-md border border-l-[3px] border-edge bg-panel px-[11px] pt-2 pb-[9px]',
        isError ? 'border-l-fail-solid' : 'border-l-warn-solid',
      )}
    >
      <h3 className="flex gap-1.5 leading-[18px] font-[550]">
        <Icon aria-hidden className={cn('mt-0.5 size-3.5 shrink-0', isError ? 'text-fail' : 'text-warn')} />
        <span className="min-w-0 break-words">
          <span className="sr-only">{isError ? 'Error: ' : 'Warning: '}</span>
          {finding.message}
        </span>
      </h3>
      <p className="flex flex-wrap gap-x-[5px] text-2xs leading-6 text-ink-3">
        {finding.places.map((place, index) => (
          <span key={place} className="inline-flex min-w-0 gap-x-[5px]">
            {index > 0 ? <span>and</span> : null}
            <button
              type="button"
              onClick={() => reveal(place)}
              className="min-h-6 truncate font-mono text-2xs text-ink-2 underline decoration-n-400 underline-offset-2 hover:text-ink"
            >
              {place}
            </button>
          </span>
        ))}
      </p>
      {finding.arithmetic ? (
        <pre className="mt-1 rounded-sm bg-sunken px-2 py-1.5 text-[11.5px] leading-[17px] tracking-[-0.035em] whitespace-pre-wrap text-ink-2">
          {finding.arithmetic}
        </pre>
      ) : null}
      {finding.fix ? <p className="mt-1 text-xs leading-[17px] text-ink-2">{finding.fix}</p> : null}
    </li>
  )
}
