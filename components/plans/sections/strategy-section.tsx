'use client'

import type { ReactElement } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { Purpose } from '../fields/field-grid.tsx'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { DocSection } from '../page/doc-section.tsx'
import { TYPES } from './choices.ts'

type Row = NonNullable<PlanDraft['strategy']>[number]

const CADENCES = ['daily', 'each Monday', 'first Monday of a month', 'each quarter', 'before each release']

const COLUMNS: readonly Column<Row>[] = [
  { id: 'type', label: 'Type', kind: 'choice', options: TYPES, className: 'w-28' },
  { id: 'purpose', label: 'Purpose', kind: 'prose', placeholder: 'Long-duration stability', className: 'min-w-36' },
  {
    id: 'duration',
    label: 'Duration',
    placeholder: '12h',
    mono: true,
    className: 'w-20',
    help: 'How long it takes, for example 12h',
  },
  {
    id: 'pattern',
    label: 'Pattern',
    kind: 'prose',
    placeholder: 'Sustained',
    className: 'w-28',
    help: 'How the load moves, for example "Sustained" or "10 times for two minutes"',
  },
  { id: 'success', label: 'Holds when', kind: 'prose', placeholder: 'No memory leaks', className: 'min-w-32' },
  {
    id: 'cadence',
    label: 'How often',
    placeholder: 'before each release',
    className: 'w-36',
    suggestions: CADENCES,
    help: 'When it is run again, for example "before each release"; exact dates are set under Schedule',
  },
]

/** Which types of test there are, what for, and how often. */
export function StrategySection(): ReactElement {
  const count = useDraft((draft) => draft.strategy?.length ?? 0)
  return (
    <DocSection id="strategy" title="Strategy" meta={count === 1 ? '1 type of test' : `${count} types of test`}>
      <Purpose>Why each type of test is run, for how long and how often.</Purpose>
      <DraftGrid<Row>
        list={['strategy']}
        label="Strategy"
        what="type of test"
        columns={COLUMNS}
        fresh={() => ({ purpose: '' })}
        addLabel="Add a type of test, or paste rows from a spreadsheet"
        minWidth="680px"
      />
    </DocSection>
  )
}
