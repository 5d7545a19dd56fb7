'use client'

import dynamic from 'next/dynamic'
import { type ReactElement, useMemo } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import type { FlowDraft, LoadDraft, OperationDraft } from '#lib/plans/document/plan.ts'
import { SCENARIO_TYPES } from '#lib/plans/scenario-type.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { DraftSelect } from '../fields/draft-field.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { ProseField } from '../fields/prose-field.tsx'
import { readCriterionLine } from '../fields/read-criterion.ts'
import { TextLines } from '../fields/text-lines.tsx'
import { useKnownKeys } from '../fields/use-known-keys.ts'
import { ItemCard } from '../page/item-card.tsx'
import { keyOptions } from '../sections/choices.ts'
import { RestOf } from '../sections/rest-of.tsx'
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
const NO_OPERATIONS: readonly OperationDraft[] = []
const TYPES = SCENARIO_TYPES.map((value) => ({ value, label: value }))
const FORMED = [
  ...['key', 'type', 'name', 'objective', 'load', 'levels', 'levelWait', 'locations', 'workers'],
  ...['mix', 'criteria', 'stopWhen', 'environment', 'steps', 'collect', 'expected', 'evidence'],
  ...['phases', 'expect', 'expectFailures', 'volume'],
]

/** One scenario: its purpose in a sentence, the load and its picture, what is sent, what is judged. */
export function ScenarioCard({ scenarioKey }: { scenarioKey: string }): ReactElement | null {
  const scenario = useDraft((draft) => draft.scenarios?.find(({ key }) => key === scenarioKey))
  const flows = useDraft((draft) => draft.flows ?? NO_FLOWS)
  const operations = useDraft((draft) => draft.operations ?? NO_OPERATIONS)
  const load = useMemo(
    () => (scenario ? offeredLoad(scenario, flows, operations) : null),
    [scenario, flows, operations],
  )
  if (!scenario || !load) return null
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
      <RestOf path={['scenarios', scenarioKey]} formed={FORMED} />
    </ItemCard>
  )
}

interface FormProps {
  scenarioKey: string
  load: OfferedLoad
  draft: LoadDraft
}

function ScenarioForm({ scenarioKey, load, draft }: FormProps): ReactElement {
  const path = ['scenarios', scenarioKey]
  const known = useKnownKeys()
  const environments = useDraft((draft) => draft.environments)
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
        <TextLines
          path={[...path, 'criteria']}
          label="Criteria"
          what="criterion"
          help="read as you type"
          placeholder="p95 < 200ms during steady"
          example={<code>p95(create-order) &lt; 200ms during steady</code>}
          read={(text) => readCriterionLine(text, known)}
        />
        <TextLines
          path={[...path, 'stopWhen']}
          label="Stop when"
          what="stop rule"
          help="any of them ends the run"
          placeholder="error_rate > 5% for 30s"
          example={<code>error_rate &gt; 5% for 30s</code>}
          read={(text) => readCriterionLine(text, known)}
        />
      </div>
    </>
  )
}
