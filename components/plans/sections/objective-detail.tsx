'use client'

import { type ReactElement, useMemo } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import type { SlaDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { useNamed } from '../draft/use-named.ts'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { readDuration, readRate } from '../fields/reading.ts'
import { COMPARATORS, keyOptions, TYPES } from './choices.ts'

/** The rest of an objective: where and when it is judged. */
export function ObjectiveDetail({ sla, path }: { sla: SlaDraft; path: readonly string[] }): ReactElement {
  const scenarios = useNamed('scenarios')
  const flows = useNamed('flows')
  const payloads = useDraft((draft) => draft.testData?.payloads)
  const [flowOptions, payloadOptions] = useMemo(
    () => [keyOptions(flows, 'none'), keyOptions(payloads, 'every class')],
    [flows, payloads],
  )
  const at = (field: string): string[] => [...path, field]
  const third = 'min-[560px]:col-span-2'
  return (
    <FieldGrid>
      <DraftField path={at('label')} label="Name" note="optional" placeholder="Checkout is quick" className={third} />
      <KeyField list={path.slice(0, -1)} itemKey={sla.key} className={third} />
      <DraftSelect
        path={at('comparator')}
        label="Good is"
        options={COMPARATORS}
        className={third}
        help="As usual: less for times and errors, more for rates"
      />
      <DraftSelect
        path={at('scenario')}
        label="Scenario"
        options={keyOptions(scenarios, 'every scenario')}
        className={third}
      />
      <OfType sla={sla} path={at('when')} className={third} />
      <DraftField
        path={at('during')}
        label="During"
        note="optional"
        placeholder="steady"
        mono
        className={third}
        help="A phase or stage, for example ramp-up or spike-2"
      />
      <DraftField
        path={at('at')}
        label="At the moment"
        note="optional"
        placeholder="4h"
        read={readDuration}
        mono
        className={third}
        help="Makes it a milestone"
      />
      <DraftSelect
        path={at('flow')}
        label="Flow"
        options={flowOptions}
        className={third}
        help="In place of an operation: the time of all its steps"
      />
      <DraftSelect path={at('payload')} label="Payload class" options={payloadOptions} className={third} />
      <DraftField
        path={at('peak')}
        label="Peak"
        note="optional"
        placeholder="800/s"
        read={readRate}
        mono
        className={third}
        help="Of a rate: what it shall reach for a moment"
      />
      <DraftField
        path={at('sustained')}
        label="Held for"
        note="optional"
        placeholder="10m"
        read={readDuration}
        mono
        className={third}
        help="Without a break"
      />
    </FieldGrid>
  )
}

/** Scenario types it holds for. One can be chosen here; more are kept. */
function OfType({ sla, path, className }: { sla: SlaDraft; path: readonly string[]; className: string }): ReactElement {
  const { set, canEdit } = useEdits()
  const when = sla.when ?? []
  const several =
    when.length > 1 ? [{ value: when.join(), label: when.map((one) => one.replace(/^type:/, '')).join(', ') }] : []
  return (
    <Field label="Scenarios of type" help="So that stress may ask less than load" className={className}>
      {(control) => (
        <Select
          {...control}
          data-place={path.join('.')}
          value={when.length > 1 ? when.join() : (when[0]?.replace(/^type:/, '') ?? '')}
          disabled={!canEdit}
          options={[{ value: '', label: 'every type' }, ...TYPES.slice(1), ...several]}
          onChange={({ target: { value } }) =>
            value.includes(',') ? undefined : set(path, value ? [`type:${value}`] : undefined)
          }
        />
      )}
    </Field>
  )
}
