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
import { readsKeys } from './choices.ts'

type Module = NonNullable<PlanDraft['modules']>[number]

/** Parts of the system, each with a status of its own. */
export function ModulesSection(): ReactElement {
  const count = useDraft((draft) => draft.modules?.length ?? 0)
  const operations = useNamed('operations')
  const monitors = useNamed('monitors')
  const columns = useMemo(
    () =>
      columnsFor(
        operations.map(({ key }) => key),
        monitors.map(({ key }) => key),
      ),
    [operations, monitors],
  )
  return (
    <DocSection id="modules" title="Modules" meta={`${count}, one status each`}>
      <Purpose>Operations and monitors that belong together, such as sending, tracking or import.</Purpose>
      <DraftGrid<Module>
        list={['modules']}
        label="Modules"
        what="module"
        columns={columns}
        fresh={(taken) => ({ key: freeKey('module-1', taken), name: '' })}
        addLabel="Add a module"
      />
    </DocSection>
  )
}

function columnsFor(operations: readonly string[], monitors: readonly string[]): readonly Column<Module>[] {
  return [
    { id: 'name', label: 'Module', placeholder: 'Ordering', className: 'w-40' },
    {
      id: 'key',
      label: 'Key',
      kind: 'key',
      mono: true,
      className: 'w-28',
      help: 'What it is called in reports and files, for example ordering',
    },
    {
      id: 'operations',
      label: 'Operations',
      kind: 'words',
      mono: true,
      placeholder: 'create-order, read-order',
      help: 'Keys of operations, divided by commas',
      read: (row) => readsKeys(row.operations, operations, 'operations'),
    },
    {
      id: 'monitors',
      label: 'Monitors',
      kind: 'words',
      mono: true,
      placeholder: 'app',
      help: 'Keys of monitors, divided by commas, for what is not sent over HTTP',
      className: 'w-40',
      read: (row) => readsKeys(row.monitors, monitors, 'monitors'),
    },
  ]
}
