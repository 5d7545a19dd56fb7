'use client'

import { type ReactElement, useMemo } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import type { SlaDraft } from '#lib/plans/document/plan.ts'
import { SCENARIO_TYPES } from '#lib/plans/scenario-type.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { useNamed } from '../draft/use-named.ts'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { readDuration, readRate } from '../fields/reading.ts'
import { COMPARATORS, keyOptions } from './choices.ts'

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
      <OfTypes sla={sla} path={at('when')} />
    </FieldGrid>
  )
}

/** Scenario types it holds for, so that stress may ask less than load. */
function OfTypes({ sla, path }: { sla: SlaDraft; path: readonly string[] }): ReactElement {
  const { set, canEdit } = useEdits()
  const when = sla.when ?? []
  const toggle = (condition: string): void => {
    const next = when.includes(condition) ? when.filter((one) => one !== condition) : [...when, condition]
    set(path, next.length > 0 ? next : undefined)
  }
  return (
    <fieldset data-place={path.join('.')} className="min-w-0 min-[560px]:col-span-6">
      <legend className="mb-1 text-xs text-ink-2">
        Scenarios of type
        <span className="ml-1.5 text-2xs text-ink-3">{when.length === 0 ? 'every type; tick some' : 'only these'}</span>
      </legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {SCENARIO_TYPES.map((type) => (
          <Checkbox
            key={type}
            className="text-xs"
            checked={when.includes(`type:${type}`)}
            disabled={!canEdit}
            onCheckedChange={() => toggle(`type:${type}`)}
          >
            {type}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}
