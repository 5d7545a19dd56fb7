'use client'

import dynamic from 'next/dynamic'
import { memo, type ReactElement, useDeferredValue, useMemo } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import type { FlowDraft, LoadDraft, PlanDraft, ScenarioDraft } from '#lib/plans/document/plan.ts'
import { sameValue } from '#lib/plans/draft-path.ts'
import { SCENARIO_TYPES } from '#lib/plans/scenario-type.ts'
import { useDerived, useDraft } from '../draft/draft-context.tsx'
import { useNamed } from '../draft/use-named.ts'
import { CriterionLines } from '../fields/criterion-lines.tsx'
import { DraftSelect } from '../fields/draft-field.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { ProseField } from '../fields/prose-field.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { keyOptions } from '../sections/choices.ts'
import { LastRunOf } from './last-runs.tsx'
import { LoadSpark } from './load-chart.tsx'
import { LoadForm } from './load-form.tsx'
import { LoadPreview } from './load-preview.tsx'
import { MixForm } from './mix-form.tsx'
import { factsOf, type OfferedLoad, offeredLoad } from './offered-load.ts'
import { RepeatForm } from './repeat-form.tsx'

const PlanForm = dynamic(() => import('./plan-form.tsx').then((module) => module.PlanForm), { loading: () => null })

const NO_LOAD: LoadDraft = {}
const NO_FLOWS: readonly FlowDraft[] = []
const TYPES = SCENARIO_TYPES.map((value) => ({ value, label: value }))
const polledOperations = ({ operations = [] }: PlanDraft) => operations.filter(({ poll }) => poll)

/** One scenario: its purpose in a sentence, the load and its picture, what is sent, what is judged. */
export const ScenarioCard = memo(function ScenarioCard({ scenario }: { scenario: ScenarioDraft }): ReactElement {
  const scenarioKey = scenario.key
  // The picture follows a moment after the letter.
  const pictured = useDeferredValue(scenario)
  const flows = useDeferredValue(useDraft((draft) => draft.flows ?? NO_FLOWS))
  const polled = useDerived(polledOperations, sameValue)
  const load = useMemo(() => offeredLoad(pictured, flows, polled), [pictured, flows, polled])
  return (
    <ItemCard
      list="scenarios"
      itemKey={scenarioKey}
      name={scenario.name || scenarioKey}
      what="Scenario"
      chip={
        <Chip look="outline" className="min-w-[66px] justify-center">
          {scenario.type || 'no type'}
        </Chip>
      }
      facts={
        <>
          {load.durationMs > 0 ? <LoadSpark load={load} /> : null}
          <span className="min-w-0 truncate text-xs text-ink-2">{factsOf(load, scenario.criteria?.length ?? 0)}</span>
        </>
      }
      end={<LastRunOf scenarioKey={scenarioKey} />}
    >
      <ScenarioForm scenarioKey={scenarioKey} load={load} draft={scenario.load ?? NO_LOAD} />
      <PlanForm scenarioKey={scenarioKey} durationMs={load.durationMs} />
    </ItemCard>
  )
})

interface FormProps {
  scenarioKey: string
  load: OfferedLoad
  draft: LoadDraft
}

const ScenarioForm = memo(function ScenarioForm({ scenarioKey, load, draft }: FormProps): ReactElement {
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
    </>
  )
})
