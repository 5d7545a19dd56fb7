'use client'

import { memo, type ReactElement } from 'react'
import type { FlowDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { type Named, useNamed } from '../draft/use-named.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { FieldGrid, Purpose } from '../fields/field-grid.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { nameOfOperation, OperationChoice } from '../operations/operation-choice.tsx'
import { AddStep, MoveHint, StepList } from '../operations/step-list.tsx'
import { StepRow } from '../operations/step-row.tsx'
import { ThinkTime } from '../operations/think-time.tsx'
import { useSteps } from '../operations/use-steps.ts'
import { AddLine, DocSection } from '../page/doc-section.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { useOpened } from '../page/reveal.tsx'

type Step = NonNullable<FlowDraft['steps']>[number]

const NONE: readonly FlowDraft[] = []

/** What one user does, step after step. */
export function FlowsSection(): ReactElement {
  const flows = useDraft((draft) => draft.flows ?? NONE)
  const operations = useNamed('operations')
  const { insert, canEdit } = useEdits()
  const { reveal } = useOpened()
  const ids = useStableIds(flows.map(({ key }) => key))
  const add = (): void => {
    const key = freeKey(
      'flow',
      flows.map((one) => one.key),
    )
    insert(['flows'], { key, name: '', steps: [] })
    reveal(`flows.${key}.name`)
  }
  return (
    <DocSection id="flows" title="Flows" meta={`${flows.length}, what one user does`}>
      {flows.length === 0 ? (
        <Purpose>
          Operations one after the other, with pauses; what a step extracts is there for those behind it.
        </Purpose>
      ) : null}
      {flows.map((flow, index) => (
        <FlowCard key={ids[index]} flow={flow} operations={operations} />
      ))}
      {canEdit ? (
        <AddLine onClick={add} isFirst={flows.length === 0}>
          Add a flow
        </AddLine>
      ) : null}
    </DocSection>
  )
}

const FlowCard = memo(function FlowCard({ flow, operations }: { flow: FlowDraft; operations: readonly Named[] }) {
  return (
    <ItemCard
      list="flows"
      itemKey={flow.key}
      name={flow.name || flow.key}
      what="Flow"
      facts={<span className="min-w-0 truncate text-xs text-ink-2">{saySteps(flow.steps ?? [], operations)}</span>}
    >
      <div className="grid gap-3">
        <FieldGrid>
          <NameField
            list={['flows']}
            itemKey={flow.key}
            stem="flow"
            placeholder="Create, then read"
            className="min-[560px]:col-span-3"
          />
          <KeyField list={['flows']} itemKey={flow.key} className="min-[560px]:col-span-3" />
        </FieldGrid>
        <FlowSteps flowKey={flow.key} />
      </div>
    </ItemCard>
  )
})

function saySteps(steps: readonly Step[], operations: readonly Named[]): string {
  if (steps.length === 0) return 'no steps yet'
  return steps
    .map((step) => (typeof step === 'string' ? nameOfOperation(operations, step) : step.think || '…'))
    .join(' → ')
}

function FlowSteps({ flowKey }: { flowKey: string }): ReactElement {
  const path = ['flows', flowKey, 'steps']
  const edited = useSteps<Step>(path)
  const operations = useNamed('operations')
  const { steps, canEdit, list, said, add, change } = edited
  const next = operations.find(({ key }) => !steps.includes(key)) ?? operations[0]
  return (
    <div className="grid gap-1" data-place={path.join('.')}>
      <span className="text-xs font-semibold">Steps</span>
      <StepList
        label="Steps of the flow"
        list={list}
        said={said}
        isEmpty={steps.length === 0}
        empty={operations.length === 0 ? 'Add an operation first; then choose it here.' : 'Nothing is sent yet.'}
        tools={
          canEdit ? (
            <>
              {next ? <AddStep onClick={() => add(next.key)}>Add an operation to it</AddStep> : null}
              <AddStep onClick={() => add({ think: '500ms' })}>Add a pause</AddStep>
              {steps.length > 1 ? <MoveHint /> : null}
            </>
          ) : null
        }
      >
        {steps.map((step, at) => {
          const what = typeof step === 'string' ? nameOfOperation(operations, step) : 'the pause'
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a step is known by
            <StepRow key={at} steps={edited} at={at} place={[...path, String(at)].join('.')} what={what}>
              {typeof step === 'string' ? (
                <OperationChoice
                  value={step}
                  label={`Operation of step ${at + 1}`}
                  disabled={!canEdit}
                  onChange={(key) => change(at, key)}
                />
              ) : (
                <ThinkTime
                  label={`Pause of step ${at + 1}`}
                  place={[...path, String(at), 'think'].join('.')}
                  value={step.think ?? ''}
                  readOnly={!canEdit}
                  onChange={(think) => change(at, { think })}
                />
              )}
            </StepRow>
          )
        })}
      </StepList>
    </div>
  )
}
