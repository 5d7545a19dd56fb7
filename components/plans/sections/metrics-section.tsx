'use client'

import { type ReactElement, useMemo } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { gapBetween } from '#lib/plans/gap.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { freeKey } from '../draft/free-key.ts'
import { DraftField } from '../fields/draft-field.tsx'
import { FieldGrid, Purpose } from '../fields/field-grid.tsx'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { DocSection } from '../page/doc-section.tsx'

type Metric = NonNullable<PlanDraft['metrics']>[number]

const COLUMNS: readonly Column<Metric>[] = [
  { id: 'label', label: 'Metric', placeholder: 'Page load time', className: 'min-w-40' },
  {
    id: 'current',
    label: 'Current',
    help: 'What it is today: a value such as 3.1s, or what to take from a run, such as "p95 of baseline"',
    placeholder: '3.1s',
    mono: true,
    right: true,
    className: 'w-36',
  },
  {
    id: 'target',
    label: 'Target',
    help: 'What it shall be, for example 2s',
    placeholder: '2s',
    mono: true,
    right: true,
    className: 'w-28',
  },
  {
    id: 'gap',
    label: 'Gap',
    help: 'How far the current value is from the target, and as a part of the target',
    kind: 'derived',
    className: 'w-36 text-right',
    draw: ({ current, target }) => <Gap current={current} target={target} />,
  },
  {
    id: 'typed',
    label: 'By hand',
    help: 'The current value was typed by a person, not measured by a run; it is labelled so in reports',
    kind: 'flag',
    className: 'w-16',
  },
]

/** Where the system stands and where it shall get to. */
export function MetricsSection(): ReactElement {
  const count = useDraft((draft) => draft.metrics?.length ?? 0)
  return (
    <DocSection id="metrics" title="Current and target" meta={`${count}, each with its gap`}>
      <Purpose>What is measured today, what it shall be, and how far that is.</Purpose>
      <DraftGrid<Metric>
        list={['metrics']}
        label="Current and target"
        what="metric"
        columns={COLUMNS}
        fresh={(taken) => ({ key: freeKey('metric-1', taken) })}
        addLabel="Add a metric, or paste rows from a spreadsheet"
      />
    </DocSection>
  )
}

function Gap({ current, target }: { current?: string | undefined; target?: string | undefined }): ReactElement | null {
  const gap = useMemo(() => gapBetween(current ?? '', target ?? ''), [current, target])
  return gap ? <span className="num">{gap}</span> : null
}

/** What the system may cost, and what it is expected to. */
export function CostSection(): ReactElement {
  return (
    <DocSection id="cost" title="Cost" meta="judged as the metric cost">
      <FieldGrid>
        <DraftField
          path={['cost', 'budget']}
          label="Budget"
          placeholder="1200 a month"
          help="The most it may cost to run at the target load"
          className="min-[560px]:col-span-3"
        />
        <DraftField
          path={['cost', 'expected']}
          label="Expected"
          placeholder="900 a month"
          help="What the author believes it will cost"
          className="min-[560px]:col-span-3"
        />
      </FieldGrid>
    </DocSection>
  )
}
