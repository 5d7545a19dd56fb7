'use client'

import type { ReactElement } from 'react'
import type { ScenarioDraft } from '#lib/plans/document/plan.ts'
import { freeKey } from '../draft/free-key.ts'
import { CriterionLines } from '../fields/criterion-lines.tsx'
import { Part } from '../fields/field-grid.tsx'
import { ListField } from '../fields/list-field.tsx'
import { readDuration } from '../fields/reading.ts'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { reads } from '../sections/choices.ts'

type Phase = NonNullable<ScenarioDraft['phases']>[number]

const COLUMNS: readonly Column<Phase>[] = [
  { id: 'name', label: 'Phase', placeholder: 'Ramp-up', className: 'min-w-36' },
  {
    id: 'key',
    label: 'Key',
    kind: 'key',
    mono: true,
    className: 'w-32',
    help: 'What criteria call it: during ramp-up',
  },
  {
    id: 'for',
    label: 'For',
    mono: true,
    right: true,
    placeholder: '5m',
    className: 'w-24',
    help: 'Empty: as long as the part of the load that has its key, e.g. ramp-up, steady or a stage',
    read: (row) => reads(readDuration, row.for),
  },
  {
    id: 'gate',
    label: 'Gate',
    kind: 'flag',
    className: 'w-16',
    help: 'The run ends here when the phase did not succeed',
  },
  {
    id: 'asks',
    label: 'Asks',
    kind: 'derived',
    className: 'min-w-24',
    draw: ({ objectives = [], success = [], evidence = [] }) => (
      <span className="text-2xs text-ink-3">
        {objectives.length} objectives, {success.length + evidence.length} criteria
      </span>
    ),
  },
]

/** The phases people speak of: what each is for, and what must hold in it. Open a row for both. */
export function PhasesForm({ scenarioKey }: { scenarioKey: string }): ReactElement {
  return (
    <Part title="Phases" help="parts of the run with an aim of their own; open one for its objectives and criteria">
      <DraftGrid<Phase>
        list={['scenarios', scenarioKey, 'phases']}
        label="Phases"
        what="phase"
        columns={COLUMNS}
        fresh={(taken) => ({ key: freeKey('phase-1', taken), name: '' })}
        addLabel="Add a phase"
        detail={(_, path) => <PhaseDetail path={path} />}
        minWidth="480px"
      />
    </Part>
  )
}

function PhaseDetail({ path }: { path: readonly string[] }): ReactElement {
  return (
    <div className="grid gap-3">
      <Part title="Objectives">
        <ListField
          path={[...path, 'objectives']}
          label="Add an objective of the phase"
          placeholder="Load rises gradually"
          look="sentences"
        />
      </Part>
      <CriterionLines
        path={[...path, 'success']}
        label="Succeeds when"
        what="criterion of the phase"
        placeholder="error_rate < 1% during ramp-up"
        example="error_rate < 1% during ramp-up"
      />
      <Part title="Evidence" help="what a person sees and confirms">
        <ListField
          path={[...path, 'evidence']}
          label="Add evidence of the phase"
          placeholder="All systems are green"
          look="sentences"
        />
      </Part>
    </div>
  )
}
