'use client'

import { memo, type ReactElement } from 'react'
import { say, showBytes } from '#lib/core/number-format.ts'
import { parseSize } from '#lib/core/units.ts'
import type { ScenarioDraft } from '#lib/plans/document/plan.ts'
import { volumeAtEnd } from '#lib/plans/volume.ts'
import { useDraft, useText } from '../draft/draft-context.tsx'
import { useNamed } from '../draft/use-named.ts'
import { DraftField } from '../fields/draft-field.tsx'
import { FieldGrid, Part } from '../fields/field-grid.tsx'
import { ListField } from '../fields/list-field.tsx'
import { readCount, readDuration, readRate, readSize } from '../fields/reading.ts'
import { RecordField } from '../fields/record-field.tsx'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { keyOptions } from '../sections/choices.ts'
import { PhasesForm } from './phases-form.tsx'

type Failure = NonNullable<ScenarioDraft['expectFailures']>[number]

/** What surrounds the load of a scenario: steps, phases, what is collected and expected, and what a person confirms. */
export const PlanForm = memo(function PlanForm({
  scenarioKey,
  durationMs,
}: {
  scenarioKey: string
  durationMs: number
}): ReactElement {
  const path = (field: string): string[] => ['scenarios', scenarioKey, field]
  const type = useText(path('type'))
  const volume = useDraft((draft) => draft.scenarios?.find(({ key }) => key === scenarioKey)?.volume)
  return (
    <div className="mt-4 grid gap-4 border-t border-line pt-3.5">
      <div className="grid gap-x-6 gap-y-4 min-[720px]:grid-cols-2">
        <Part title="Steps" help="what people do around it">
          <ListField path={path('steps')} label="Add a step" placeholder="Add a step" look="sentences" />
        </Part>
        <Part title="Expected results">
          <ListField
            path={path('expected')}
            label="Add an expected result"
            placeholder="Add an expected result"
            look="sentences"
          />
        </Part>
        <Part title="Evidence" help="confirmed by a person, with a note or a file">
          <ListField
            path={path('evidence')}
            label="Add evidence"
            placeholder="Add what somebody confirms"
            look="sentences"
          />
        </Part>
        <Part title="Collected" help="metrics to keep an eye on">
          <ListField path={path('collect')} label="Add a metric to collect" placeholder="p95, monitor(cpu)" mono />
        </Part>
      </div>
      <PhasesForm scenarioKey={scenarioKey} />
      <Totals scenarioKey={scenarioKey} />
      <Failures scenarioKey={scenarioKey} />
      {type === 'volume' || volume ? <Volume scenarioKey={scenarioKey} durationMs={durationMs} /> : null}
    </div>
  )
})

function Totals({ scenarioKey }: { scenarioKey: string }): ReactElement {
  const path = (field: string): string[] => ['scenarios', scenarioKey, 'expect', field]
  const at = 'min-[560px]:col-span-3 min-[860px]:col-span-1'
  return (
    <Part
      title="Expected totals"
      help="what its author believes; the checks compare it with the arithmetic of the load"
    >
      <div className="grid gap-x-2.5 gap-y-3 min-[560px]:grid-cols-6 min-[860px]:grid-cols-4">
        <DraftField path={path('requests')} label="Requests" placeholder="90000" read={readCount} mono className={at} />
        <DraftField path={path('rate')} label="Mean rate" placeholder="50/s" read={readRate} mono className={at} />
        <DraftField
          path={path('duration')}
          label="Duration"
          placeholder="37m"
          read={readDuration}
          mono
          className={at}
        />
        <DraftField path={path('users')} label="Users" placeholder="100" read={readCount} mono className={at} />
        <div className="col-span-full">
          <RecordField
            path={path('shares')}
            label="Shares of operations"
            nameLabel="Key of the operation"
            valueLabel="Share"
            namePlaceholder="create-order"
            valuePlaceholder="40%"
            addLabel="Add a share"
          />
        </div>
      </div>
    </Part>
  )
}

function Failures({ scenarioKey }: { scenarioKey: string }): ReactElement {
  const operations = useNamed('operations')
  const columns: readonly Column<Failure>[] = [
    {
      id: 'operation',
      label: 'Operation',
      kind: 'choice',
      options: keyOptions(operations, 'all operations'),
      className: 'w-56',
    },
    {
      id: 'status',
      label: 'Statuses',
      kind: 'words',
      mono: true,
      placeholder: '400, 404',
      help: 'Answers with these statuses are no errors here, for example 400, 404',
    },
  ]
  return (
    <Part title="Failures that are expected" help="not counted as errors in this scenario">
      <DraftGrid<Failure>
        list={['scenarios', scenarioKey, 'expectFailures']}
        label="Failures that are expected"
        what="expected failure"
        columns={columns}
        fresh={() => ({})}
        addLabel="Add an expected failure"
        minWidth="0"
      />
    </Part>
  )
}

function Volume({ scenarioKey, durationMs }: { scenarioKey: string; durationMs: number }): ReactElement {
  const path = (field: string): string[] => ['scenarios', scenarioKey, 'volume', field]
  const [growth, storage] = [useText(path('growth')), useText(path('storage'))]
  const end = volumeAtEnd(growth, durationMs)
  const limit = parseSize(storage)
  const isBeyond = end !== null && limit.ok && storage !== '' && end > limit.value
  const half = 'min-[560px]:col-span-3'
  return (
    <Part title="Volume">
      <FieldGrid>
        <DraftField
          path={path('transactions')}
          label="Transactions"
          placeholder="1000000"
          read={readCount}
          mono
          className={half}
          help="How many there are in all"
        />
        <DraftField
          path={path('growth')}
          label="Growth"
          placeholder="1GB/h"
          mono
          className={half}
          help={end === null ? 'How fast data grows' : `${say(showBytes(end))} at the end of the load`}
        />
        <DraftField
          path={path('storage')}
          label="Storage"
          placeholder="50GB"
          read={readSize}
          mono
          className={half}
          help="What there is room for"
          error={isBeyond ? `The load ends at ${say(showBytes(end))}, beyond what there is room for` : undefined}
        />
        <DraftField
          path={path('cleanup')}
          label="Afterwards"
          placeholder="Purge the test tenant"
          className={half}
          help="How the data is removed"
        />
      </FieldGrid>
    </Part>
  )
}
