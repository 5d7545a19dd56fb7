'use client'

import type { ReactElement } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { FieldGrid, Part, Purpose } from '../fields/field-grid.tsx'
import { FlagField } from '../fields/flag-field.tsx'
import { readCount, readDuration } from '../fields/reading.ts'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { DocSection } from '../page/doc-section.tsx'

type Expected = NonNullable<NonNullable<PlanDraft['scaling']>['expected']>[number]

const PER = [
  { value: 'run', label: 'kept for the whole run' },
  { value: 'iteration', label: 'opened anew for each iteration' },
]
const third = 'min-[560px]:col-span-2'

/** How the client that sends the load behaves. */
export function ClientSection(): ReactElement {
  const path = (field: string): string[] => ['client', field]
  return (
    <DocSection id="client" title="Client" meta="how the load is sent">
      <FieldGrid>
        <DraftField
          path={path('maxUsers')}
          label="Most users"
          placeholder="1000"
          read={readCount}
          mono
          className={third}
          help="No run of this plan may go beyond"
        />
        <DraftField
          path={path('connections')}
          label="Connections"
          placeholder="200"
          read={readCount}
          mono
          className={third}
          help="The target never sees more at once"
        />
        <DraftSelect
          path={path('connectionPer')}
          label="A connection is"
          options={PER}
          fallback="run"
          className={third}
          help="Opened anew measures what new visitors feel"
        />
        <DraftField
          path={path('connectTimeout')}
          label="Connect timeout"
          placeholder="5s"
          read={readDuration}
          mono
          className={third}
          help="To open a connection, with TLS"
        />
        <DraftField
          path={path('firstByteTimeout')}
          label="First byte timeout"
          placeholder="10s"
          read={readDuration}
          mono
          className={third}
          help="From the request sent to the first byte of the answer"
        />
        <DraftField
          path={path('requestTimeout')}
          label="Request timeout"
          placeholder="10s"
          read={readDuration}
          mono
          className={third}
          help="The whole request; a later answer counts as failed"
        />
        <FlagField
          path={path('cookies')}
          label="Keep cookies"
          help="Each user has a jar of their own, as a browser has"
          fallback
          className="min-[560px]:col-span-6"
        />
      </FieldGrid>
    </DocSection>
  )
}

const EXPECTED: readonly Column<Expected>[] = [
  {
    id: 'load',
    label: 'At a load of',
    placeholder: '35/s',
    mono: true,
    className: 'w-32',
    help: 'The offered rate, for example 35/s',
  },
  {
    id: 'units',
    label: 'Units',
    placeholder: '8-12',
    mono: true,
    className: 'w-28',
    help: 'How many units the policy should have grown to, for example 8-12',
  },
  {
    id: 'time',
    label: 'Within',
    placeholder: '1m-2m',
    mono: true,
    className: 'w-28',
    help: 'How long growing may take, for example 30s-60s',
  },
  { id: 'impact', label: 'Felt as', placeholder: 'minimal', help: 'What users may notice meanwhile' },
]

/** How the system under test is expected to grow with the load. */
export function ScalingSection(): ReactElement {
  const path = (field: string): string[] => ['scaling', 'policy', field]
  return (
    <DocSection id="scaling" title="Scaling" meta="how the target grows">
      <Purpose>
        The policy as it is set at the target, and what it is expected to do; runs compare it with what happened.
      </Purpose>
      <div className="grid gap-4">
        <FieldGrid>
          <DraftField path={path('min')} label="Fewest" placeholder="2" read={readCount} mono />
          <DraftField path={path('max')} label="Most" placeholder="16" read={readCount} mono />
          <DraftField path={path('unit')} label="Unit" placeholder="ACU" help="What it grows in" className={third} />
          <DraftField
            path={path('target')}
            label="Holds"
            placeholder="cpu 70%"
            help="What it grows by"
            className={third}
          />
          <DraftField
            path={path('up')}
            label="Grows within"
            placeholder="15s"
            read={readDuration}
            mono
            className={third}
          />
          <DraftField
            path={path('down')}
            label="Shrinks after"
            placeholder="5m"
            read={readDuration}
            mono
            className={third}
          />
          <DraftField
            path={path('cooldown')}
            label="Waits between changes"
            placeholder="5m"
            read={readDuration}
            mono
            className={third}
          />
        </FieldGrid>
        <Part title="Expected">
          <DraftGrid<Expected>
            list={['scaling', 'expected']}
            label="Expected scaling"
            what="expectation"
            columns={EXPECTED}
            fresh={() => ({ load: '' })}
            addLabel="Add what is expected at a load"
            minWidth="440px"
          />
        </Part>
      </div>
    </DocSection>
  )
}
