'use client'

import { ArrowDownWideNarrow } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { type RiskLevel, riskLevel, sortRisks } from '#lib/plans/risk.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { DocSection } from '../page/doc-section.tsx'
import { LEVELS } from './choices.ts'

type Risk = NonNullable<PlanDraft['risks']>[number]

const NONE: readonly Risk[] = []
const TONES: Record<RiskLevel, string> = { high: 'text-fail', medium: 'text-warn', low: 'text-ink-2' }

const COLUMNS: readonly Column<Risk>[] = [
  { id: 'risk', label: 'Risk', kind: 'prose', placeholder: 'Test data drifts from production', className: 'min-w-44' },
  {
    id: 'probability',
    label: 'Probability',
    kind: 'choice',
    options: LEVELS,
    className: 'w-24',
    help: 'How likely it is',
  },
  { id: 'impact', label: 'Impact', kind: 'choice', options: LEVELS, className: 'w-24', help: 'How bad it would be' },
  {
    id: 'severity',
    label: 'Severity',
    kind: 'derived',
    className: 'w-20',
    help: 'Of probability and impact together; open high ones stand beside the decision',
    draw: (risk) => {
      const level = riskLevel(risk)
      return level ? <span className={`font-medium ${TONES[level]}`}>{level}</span> : null
    },
  },
  {
    id: 'mitigation',
    label: 'Mitigation',
    kind: 'prose',
    placeholder: 'Reload the data set weekly',
    className: 'min-w-44',
  },
]

/** What may go wrong, and what is done about it. */
export function RisksSection(): ReactElement {
  const risks = useDraft((draft) => draft.risks ?? NONE)
  const { many, canEdit } = useEdits()
  const sorted = sortRisks(risks)
  const isSorted = sorted.every((risk, index) => risk === risks[index])
  const sort = (): void => many(sorted.map(({ key }) => ({ op: 'move' as const, path: ['risks', key], before: null })))
  return (
    <DocSection
      id="risks"
      title="Risks"
      meta={`${risks.length}, open high ones stand beside the decision`}
      tools={
        canEdit && !isSorted ? (
          <Button kind="ghost" size="sm" onClick={sort}>
            <ArrowDownWideNarrow aria-hidden />
            Sort by severity
          </Button>
        ) : null
      }
    >
      <DraftGrid<Risk>
        list={['risks']}
        label="Risks"
        what="risk"
        columns={COLUMNS}
        fresh={(taken) => ({ key: freeKey('r1', taken), risk: '' })}
        addLabel="Add a risk, or paste rows from a spreadsheet"
        minWidth="640px"
      />
    </DocSection>
  )
}
