'use client'

import { memo, type ReactElement } from 'react'
import type { Finding } from '#lib/plans/finding.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { DraftField } from '../fields/draft-field.tsx'
import { ListField } from '../fields/list-field.tsx'
import { readCount, readDuration } from '../fields/reading.ts'
import { fieldsAt, problemWithin } from './load-problem.ts'
import { LocationsForm } from './locations-form.tsx'

interface Props {
  scenarioKey: string
  problems: readonly Finding[]
}

/** The same load once for each number of instances, and over several workers or places. */
export const RepeatForm = memo(function RepeatForm({ scenarioKey, problems }: Props): ReactElement {
  const path = ['scenarios', scenarioKey]
  const scenario = useDraft((draft) => draft.scenarios?.find(({ key }) => key === scenarioKey))
  const hasLevels = (scenario?.levels?.length ?? 0) > 0
  const isPlaced = (scenario?.locations?.length ?? 0) > 0
  const wrong = problemWithin(problems, [...path, 'levels'])
  const at = fieldsAt(path, problems)
  return (
    <div className="grid flex-1 content-start gap-x-6 gap-y-3 border-t border-line p-3 min-[560px]:grid-cols-2">
      <div className="grid content-start gap-1">
        <span className="text-xs text-ink-2">
          Levels <span className="text-2xs text-ink-3">instances; the load at each</span>
        </span>
        <ListField path={[...path, 'levels']} label="Add a level" placeholder="1, 2, 4" mono />
        {wrong ? <p className="text-[11.5px] leading-[15px] text-fail">{wrong}</p> : null}
        {hasLevels ? (
          <DraftField
            {...at('levelWait')}
            label="Longest wait between levels"
            placeholder="30m"
            help="ended by a confirmation or a webhook"
            read={readDuration}
            mono
            className="mt-1"
          />
        ) : null}
      </div>
      <div className="grid content-start gap-2">
        <LocationsForm scenarioKey={scenarioKey} />
        {isPlaced ? null : (
          <DraftField
            path={[...path, 'workers']}
            label="Workers"
            placeholder="1"
            help="over how many the load is split"
            read={readCount}
            mono
          />
        )}
      </div>
    </div>
  )
})
