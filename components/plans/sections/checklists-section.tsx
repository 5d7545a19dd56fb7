'use client'

import type { ReactElement } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { freeKey } from '../draft/free-key.ts'
import { Part } from '../fields/field-grid.tsx'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { DocSection } from '../page/doc-section.tsx'

type Item = NonNullable<NonNullable<PlanDraft['checklists']>['before']>[number]

const COLUMNS: readonly Column<Item>[] = [
  { id: 'text', label: 'To do', kind: 'prose', placeholder: 'Test environment validated' },
  {
    id: 'gate',
    label: 'Gate',
    kind: 'flag',
    className: 'w-16',
    help: 'Nothing goes on before it is ticked, for example: no run starts before the environment was validated',
  },
]

const LISTS = [
  { when: 'before', title: 'Before a run', help: 'ticked in the pre-flight' },
  { when: 'during', title: 'During a run', help: 'ticked beside the live charts' },
  { when: 'after', title: 'After a run', help: 'ticked in the review' },
] as const

/** What people do and confirm around a run. */
export function ChecklistsSection(): ReactElement {
  const count = useDraft(
    ({ checklists: { before = [], during = [], after = [] } = {} }) => before.length + during.length + after.length,
  )
  return (
    <DocSection id="checklists" title="Checklists" meta={`${count}, confirmed by a person`}>
      <div className="grid gap-4">
        {LISTS.map(({ when, title, help }) => (
          <Part key={when} title={title} help={help}>
            <DraftGrid<Item>
              list={['checklists', when]}
              label={title}
              what={`item ${when} a run,`}
              columns={COLUMNS}
              fresh={(taken) => ({ key: freeKey(`${when}-1`, taken), text: '' })}
              addLabel="Add an item, or paste lines"
              minWidth="0"
            />
          </Part>
        ))}
      </div>
    </DocSection>
  )
}
