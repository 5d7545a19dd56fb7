'use client'

import type { ReactElement } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import type { LoadDraft } from '#lib/plans/document/plan.ts'
import { useEdits } from '../draft/edits.ts'
import { DraftField } from '../fields/draft-field.tsx'
import { readCount, readRate } from '../fields/reading.ts'
import { fieldsAt, type LoadFieldsProps } from './load-problem.ts'

/** Steps beyond the last stage, until a stop rule says that the target failed. */
export function ContinueForm({
  path,
  model,
  problems,
  steps,
}: LoadFieldsProps & { steps: LoadDraft['continue'] }): ReactElement {
  const { set, canEdit } = useEdits()
  const at = fieldsAt(path, problems)
  return (
    <fieldset className="col-span-2 grid grid-cols-2 gap-x-2.5 gap-y-2">
      <legend className="sr-only">Continue until failure</legend>
      <Checkbox
        className="col-span-2 text-xs"
        checked={steps !== undefined}
        disabled={!canEdit}
        onCheckedChange={(checked) => set(path, checked === true ? { factor: '2', until: 'failure' } : undefined)}
      >
        Go on up until it fails
      </Checkbox>
      {steps ? (
        <>
          <DraftField {...at('factor')} label="Each step times" placeholder="2" read={readCount} mono />
          <DraftField
            {...at('maximum')}
            label="At most"
            placeholder={model === 'users' ? '5000' : '20000/s'}
            help="a stop rule ends it before"
            read={model === 'users' ? readCount : readRate}
            mono
          />
        </>
      ) : null}
    </fieldset>
  )
}
