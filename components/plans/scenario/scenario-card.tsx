'use client'

import dynamic from 'next/dynamic'
import { memo, type ReactElement, useDeferredValue, useMemo } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import type { FlowDraft, LoadDraft, PlanDraft, ScenarioDraft } from '#lib/plans/document/plan.ts'
import { sameValue } from '#lib/plans/draft-path.ts'
import { useDerived, useDraft } from '../draft/draft-context.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { LastRunOf } from './last-runs.tsx'
import { LoadSpark } from './load-spark.tsx'
import { factsOf, offeredLoad } from './offered-load.ts'

const ScenarioForm = dynamic(() => import('./scenario-form.tsx').then((module) => module.ScenarioForm), {
  loading: () => null,
})

const NO_LOAD: LoadDraft = {}
const NO_FLOWS: readonly FlowDraft[] = []
const polledOperations = ({ operations = [] }: PlanDraft) => operations.filter(({ poll }) => poll)

/** One scenario: its purpose in a sentence, the load and its picture, what is sent, what is judged. */
export const ScenarioCard = memo(function ScenarioCard({ scenario }: { scenario: ScenarioDraft }): ReactElement {
  const scenarioKey = scenario.key
  // The picture follows a moment after the letter.
  const pictured = useDeferredValue(scenario)
  const flows = useDeferredValue(useDraft((draft) => draft.flows ?? NO_FLOWS))
  const polled = useDerived(polledOperations, sameValue)
  const { key, load: written, levels, levelWait, mix } = pictured
  const load = useMemo(
    () => offeredLoad({ key, load: written, levels, levelWait, mix }, flows, polled),
    [key, written, levels, levelWait, mix, flows, polled],
  )
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
    </ItemCard>
  )
})
