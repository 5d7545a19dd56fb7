'use client'

import type { ReactElement } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import type { LoadDraft } from '#lib/plans/document/plan.ts'
import { useEdits } from '../draft/edits.ts'
import { DraftField } from '../fields/draft-field.tsx'
import { readCount, readDuration, readRate } from '../fields/reading.ts'
import { fieldsAt, type LoadFieldsProps } from './load-problem.ts'

interface Props extends LoadFieldsProps {
  spikes: NonNullable<LoadDraft['spikes']>
  scenarioKey: string
}

/** Spikes inside of the hold: at even intervals, or at random places that a seed repeats. */
export function SpikesForm({ path, model, problems, spikes, scenarioKey }: Props): ReactElement {
  const { set, canEdit } = useEdits()
  const at = fieldsAt(path, problems)
  const isRandom = spikes.random ?? false
  return (
    <fieldset className="col-span-2 grid grid-cols-2 gap-x-2.5 gap-y-2 border-t border-line pt-2">
      <legend className="sr-only">Spikes</legend>
      <DraftField
        {...at(model)}
        label={model === 'users' ? 'Spike to users' : 'Spike to rate'}
        placeholder={model === 'users' ? '1000' : '1000/s'}
        read={model === 'users' ? readCount : readRate}
        mono
      />
      <DraftField {...at('for')} label="Each for" placeholder="2m" read={readDuration} mono />
      <DraftField
        {...at('every')}
        label="Every"
        placeholder={isRandom ? 'anywhere' : '15m'}
        help={isRandom ? 'one in each, if written' : 'the first after one'}
        read={readDuration}
        mono
      />
      <DraftField {...at('count')} label="How many" placeholder="as fit" read={readCount} mono />
      <Checkbox
        className="h-[30px] self-end text-xs"
        checked={isRandom}
        disabled={!canEdit}
        onCheckedChange={(checked) =>
          set(path, { ...spikes, random: checked === true ? true : undefined, seed: undefined })
        }
      >
        At random
      </Checkbox>
      {isRandom ? <DraftField {...at('seed')} label="Seed" placeholder={scenarioKey} mono /> : null}
    </fieldset>
  )
}
