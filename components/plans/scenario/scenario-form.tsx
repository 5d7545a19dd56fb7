'use client'

import { memo, type ReactElement } from 'react'
import type { LoadDraft } from '#lib/plans/document/plan.ts'
import { SCENARIO_TYPES } from '#lib/plans/scenario-type.ts'
import { useNamed } from '../draft/use-named.ts'
import { CriterionLines } from '../fields/criterion-lines.tsx'
import { DraftSelect } from '../fields/draft-field.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { ProseField } from '../fields/prose-field.tsx'
import { keyOptions } from '../sections/choices.ts'
import { LoadForm } from './load-form.tsx'
import { LoadPreview } from './load-preview.tsx'
import { MixForm } from './mix-form.tsx'
import type { OfferedLoad } from './offered-load.ts'
import { PlanForm } from './plan-form.tsx'
import { RepeatForm } from './repeat-form.tsx'

const TYPES = SCENARIO_TYPES.map((value) => ({ value, label: value }))

interface FormProps {
  scenarioKey: string
  load: OfferedLoad
  draft: LoadDraft
}

/** Its purpose in a sentence, the load and its picture, what is sent, what is judged. */
export const ScenarioForm = memo(function ScenarioForm({ scenarioKey, load, draft }: FormProps): ReactElement {
  const path = ['scenarios', scenarioKey]
  const environments = useNamed('environments')
  return (
    <>
      <ProseField
        path={[...path, 'objective']}
        label="Objective of the scenario"
        placeholder="What this scenario shall show"
      />
      <div className="mt-2.5 grid gap-x-2.5 gap-y-2 min-[560px]:grid-cols-2 min-[860px]:grid-cols-4">
        <NameField list={['scenarios']} itemKey={scenarioKey} stem="(smoke|scenario)" placeholder="Baseline" />
        <KeyField list={['scenarios']} itemKey={scenarioKey} />
        <DraftSelect path={[...path, 'type']} label="Type" options={TYPES} fallback="custom" />
        <DraftSelect
          path={[...path, 'environment']}
          label="Environment"
          options={keyOptions(environments, 'as chosen at the start')}
        />
      </div>
      <div className="-mx-4 mt-3.5 grid border-y border-line min-[860px]:grid-cols-[264px_minmax(0,1fr)]">
        <div className="border-line max-[859px]:border-b min-[860px]:border-r">
          <LoadForm scenarioKey={scenarioKey} load={draft} model={load.profile.model} problems={load.problems} />
        </div>
        <div className="flex min-w-0 flex-col">
          <LoadPreview load={load} />
          <RepeatForm scenarioKey={scenarioKey} problems={load.problems} />
        </div>
      </div>
      <div className="mt-3.5 grid gap-3.5">
        <MixForm scenarioKey={scenarioKey} />
        <CriterionLines
          path={[...path, 'criteria']}
          label="Criteria"
          what="criterion"
          help="read as you type"
          placeholder="p95 < 200ms during steady"
          example="p95(create-order) < 200ms during steady"
          isJudged
        />
        <CriterionLines
          path={[...path, 'stopWhen']}
          label="Stop when"
          what="stop rule"
          help="any of them ends the run"
          placeholder="error_rate > 5% for 30s"
          example="error_rate > 5% for 30s"
        />
      </div>
      <PlanForm scenarioKey={scenarioKey} durationMs={load.durationMs} />
    </>
  )
})
