'use client'

import { type ReactElement, useMemo } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { freeKey } from '../draft/free-key.ts'
import { useNamed } from '../draft/use-named.ts'
import { Purpose } from '../fields/field-grid.tsx'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { DocSection } from '../page/doc-section.tsx'
import { keyOptions, PRIORITIES, readsCriterion } from './choices.ts'

type Acceptance = NonNullable<PlanDraft['acceptance']>[number]

/** What must hold for the whole to be accepted, each requirement with its measure. */
export function AcceptanceSection(): ReactElement {
  const count = useDraft((draft) => draft.acceptance?.length ?? 0)
  const scenarios = useNamed('scenarios')
  const columns = useMemo(
    (): readonly Column<Acceptance>[] => [
      {
        id: 'requirement',
        label: 'Requirement',
        kind: 'prose',
        placeholder: 'p95 holds at the target load',
        className: 'min-w-44',
      },
      {
        id: 'judge',
        label: 'Holds when',
        mono: true,
        placeholder: 'p95 <= 300ms',
        className: 'min-w-40',
        help: 'One measurable sentence, for example p95(create-order) <= 300ms',
        read: ({ judge }) => readsCriterion(judge),
      },
      {
        id: 'limit',
        label: 'limit',
        mono: true,
        right: true,
        placeholder: 'as target',
        className: 'w-20',
        headClassName: 'text-fail',
        help: 'Up to here a miss is a warning, for example 350ms',
      },
      { id: 'priority', label: 'Priority', kind: 'choice', options: PRIORITIES, fallback: 'high', className: 'w-20' },
      {
        id: 'scenario',
        label: 'Measured by',
        kind: 'choice',
        options: keyOptions(scenarios, 'any scenario'),
        className: 'w-32',
        help: 'The scenario whose run shows it',
      },
    ],
    [scenarios],
  )
  return (
    <DocSection id="acceptance" title="Acceptance" meta={count === 1 ? '1 requirement' : `${count} requirements`}>
      <Purpose>Each requirement, the sentence that measures it, and the scenario that shows it.</Purpose>
      <DraftGrid<Acceptance>
        list={['acceptance']}
        label="Acceptance criteria"
        what="requirement"
        columns={columns}
        fresh={(taken) => ({ key: freeKey('a1', taken), requirement: '' })}
        addLabel="Add a requirement"
        minWidth="640px"
      />
    </DocSection>
  )
}
