'use client'

import type { ReactElement } from 'react'
import type { ScenarioDraft } from '#lib/plans/document/plan.ts'
import { useDraft, useDraftWork } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { Purpose } from '../fields/field-grid.tsx'
import { AddLine, DocSection } from '../page/doc-section.tsx'
import { useOpened } from '../page/reveal.tsx'
import { ScenarioCard } from '../scenario/scenario-card.tsx'

const NONE: readonly ScenarioDraft[] = []

export function ScenariosSection(): ReactElement {
  const scenarios = useDraft((draft) => draft.scenarios ?? NONE)
  const { store } = useDraftWork()
  const { insert, canEdit } = useEdits()
  const { reveal } = useOpened()
  const add = (): void => {
    const isFirst = scenarios.length === 0
    const key = freeKey(
      isFirst ? 'smoke' : 'scenario',
      scenarios.map((one) => one.key),
    )
    insert(['scenarios'], {
      key,
      type: isFirst ? 'smoke' : 'load',
      name: '',
      load: { model: 'users', users: '5', hold: '1m', thinkTime: '1s' },
      mix: (store.snapshot().draft.operations ?? [])
        .slice(0, 1)
        .map((operation) => ({ operation: operation.key, weight: '1' })),
    })
    reveal(`scenarios.${key}.name`)
  }
  const ids = useStableIds(scenarios.map(({ key }) => key))
  return (
    <DocSection id="scenarios" title="Scenarios" meta={`${scenarios.length}, in the order they run`}>
      {scenarios.length === 0 ? (
        <Purpose>A load over time, the operations and flows it sends, and what must hold meanwhile.</Purpose>
      ) : null}
      {scenarios.map((scenario, index) => (
        <ScenarioCard key={ids[index]} scenario={scenario} />
      ))}
      {canEdit ? (
        <AddLine onClick={add} isFirst={scenarios.length === 0}>
          Add a scenario
        </AddLine>
      ) : null}
    </DocSection>
  )
}
