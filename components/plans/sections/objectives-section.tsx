'use client'

import dynamic from 'next/dynamic'
import { type ReactElement, useEffect, useState } from 'react'
import { Segments } from '#components/ui/segments.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { DocSection } from '../page/doc-section.tsx'
import { useRevealed } from '../page/reveal.tsx'
import { MilestoneRows, ObjectiveRows, ThroughputRows } from './objective-rows.tsx'
import { VIEWS, type View } from './objective-views.ts'

const ObjectiveMatrix = dynamic(() => import('./objective-matrix.tsx').then((module) => module.ObjectiveMatrix), {
  loading: () => null,
})

const REMEMBERED = 'headroom-objectives'

const MEANING: Record<View, string> = {
  rows: 'judged in the steady phase unless said',
  matrix: 'one row for each operation, each cell a target over its limit',
  throughput: 'what each scenario must hold',
  milestones: 'judged at one moment of a run',
}

/** What is asked of the system, as spreadsheets: every row, by operation, throughput by scenario, milestones. */
export function ObjectivesSection(): ReactElement {
  const count = useDraft((draft) => draft.slas?.length ?? 0)
  const [view, setView] = useView()
  return (
    <DocSection
      id="slas"
      title="Objectives"
      meta={`${count}, ${MEANING[view]}`}
      tools={<Segments label="Show" value={view} options={VIEWS} onChange={(next) => setView(next as View)} />}
    >
      {view === 'rows' ? <ObjectiveRows /> : null}
      {view === 'matrix' ? <ObjectiveMatrix /> : null}
      {view === 'throughput' ? <ThroughputRows /> : null}
      {view === 'milestones' ? <MilestoneRows /> : null}
    </DocSection>
  )
}

/** The view that was chosen last in this browser; a finding that is gone to is shown among all rows. */
function useView(): [View, (view: View) => void] {
  const [view, setView] = useState<View>('rows')
  const revealed = useRevealed()
  useEffect(() => {
    try {
      const kept = localStorage.getItem(REMEMBERED)
      if (VIEWS.some(({ value }) => value === kept)) setView(kept as View)
    } catch {
      // Storage is off: every page begins with all rows.
    }
  }, [])
  useEffect(() => {
    if (revealed?.startsWith('slas.')) setView('rows')
  }, [revealed])
  const choose = (next: View): void => {
    setView(next)
    try {
      localStorage.setItem(REMEMBERED, next)
    } catch {
      // As above.
    }
  }
  return [view, choose]
}
