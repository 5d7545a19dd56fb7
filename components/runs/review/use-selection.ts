'use client'

// The one selection of a review: a stretch of time, an operation, and a part of what took part. Everything on the page follows it.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { showClock } from '#lib/core/number-format.ts'
import type { RunView, Summary } from '#lib/runs/schema.ts'
import { fetchSummary, type PartAsked } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'
import { toPhases } from '../timeline/phases.ts'
import { shownSpan, type WindowChoice, wholeRun } from '../timeline/shown-window.ts'
import { type ChosenPart, partText } from './part-choice.tsx'

const SETTLED_MS = 500

const WHOLE: WindowChoice = { kind: 'follow', seconds: null }

export interface Selection {
  choice: WindowChoice
  setChoice: (choice: WindowChoice) => void
  select: (span: TimeSpan) => void
  selectWhole: () => void
  shown: TimeSpan
  whole: TimeSpan
  isWhole: boolean
  operation: string | null
  setOperation: (operation: string | null) => void
  part: ChosenPart
  setPart: (part: ChosenPart) => void
  /** Of the window and the part, for calls of all operations; the operation is `operation`. */
  asked: PartAsked
  /** The same, of the chosen operation. */
  askedOne: PartAsked
  /** Exact percentiles of window and part come from the server's histograms; those of the whole run are already here. */
  summary: Summary
  isStale: boolean
  /** What the tables cover, in words. */
  window: string
  /** Short, for the head of the page; null while nothing is selected. */
  text: string | null
}

export function useSelection(view: RunView, from: TimeSpan | null): Selection {
  const [choice, setChoice] = useState<WindowChoice>(from ? { kind: 'held', ...from } : WHOLE)
  const [operation, setOperation] = useState<string | null>(null)
  const [part, setPart] = useState<ChosenPart>(null)
  const whole = useMemo(() => wholeRun(view), [view])
  const shown = useMemo(() => shownSpan(choice, whole.to, whole), [choice, whole])
  const isWhole = shown.from <= whole.from && shown.to >= whole.to
  const asked = useMemo<PartAsked>(() => ({ ...(isWhole ? {} : toMs(shown)), ...part }), [isWhole, shown, part])
  const askedOne = useMemo(() => (operation === null ? asked : { ...asked, operation }), [asked, operation])
  useAddress(isWhole ? null : shown)
  const { summary, isStale } = useWindowSummary(view, asked, isWhole && part === null)
  const select = useCallback((span: TimeSpan) => setChoice({ kind: 'held', ...span }), [])
  const selectWhole = useCallback(() => setChoice(WHOLE), [])
  const text = isWhole ? null : spanText(view, shown)
  // Where one-second rows were let go, the numbers reach a little further than the selection.
  const covered = isStale ? shown : { from: summary.from / 1000, to: summary.to / 1000 }
  const window = [isWhole ? 'whole run' : spanText(view, covered), partText(part), isStale ? 'reading' : null]
    .filter((one) => one !== null)
    .join(', ')
  return {
    ...{ choice, setChoice, shown, whole, isWhole, operation, setOperation, part, setPart },
    ...{ asked, askedOne, summary, isStale, window },
    ...{ select, selectWhole, text },
  }
}

/** A link to this page then leads to the same window. Milliseconds, as in the API. */
function useAddress(span: TimeSpan | null): void {
  const query = span === null ? '' : `?from=${toMs(span).from}&to=${toMs(span).to}`
  useEffect(() => {
    const write = (): void => {
      const { pathname, hash, search } = window.location
      // Without a state of its own the router takes the address over; with one it would put the old address back at its next turn.
      if (search !== query) window.history.replaceState(null, '', `${pathname}${query}${hash}`)
    }
    // A window that is being dragged is no address yet.
    const timer = setTimeout(write, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [query])
}

function useWindowSummary(
  view: RunView,
  asked: PartAsked,
  isWhole: boolean,
): { summary: RunView['summary']; isStale: boolean } {
  const { data, isPlaceholderData, isPending } = useQuery({
    queryKey: [...runViewKey(view.run.id), 'summary', asked],
    queryFn: () => fetchSummary(view.run.id, asked),
    enabled: !isWhole,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
  if (isWhole) return { summary: view.summary, isStale: false }
  return { summary: data ?? view.summary, isStale: isPlaceholderData || isPending }
}

const toMs = (span: TimeSpan): { from: number; to: number } => ({
  from: Math.floor(span.from) * 1000,
  to: Math.ceil(span.to) * 1000,
})

/** A selection that is exactly a phase carries its name. */
export function spanText(view: RunView, span: TimeSpan): string {
  const phase = toPhases(view.stages).find((p) => Math.abs(p.from - span.from) < 1 && Math.abs(p.to - span.to) < 1)
  const times = `${showClock(span.from)}–${showClock(span.to)}`
  return phase ? `${phase.name}, ${times}` : times
}
