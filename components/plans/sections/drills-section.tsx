'use client'

import type { ReactElement } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useNamed } from '../draft/use-named.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { CriterionLines } from '../fields/criterion-lines.tsx'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { FieldGrid, Part, Purpose } from '../fields/field-grid.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { ListField } from '../fields/list-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { readDuration } from '../fields/reading.ts'
import { AddLine, DocSection } from '../page/doc-section.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { useOpened } from '../page/reveal.tsx'
import { keyOptions } from './choices.ts'

type Drill = NonNullable<PlanDraft['drills']>[number]

const NONE: readonly Drill[] = []

/** Faults put in on purpose, and what is expected to happen. */
export function DrillsSection(): ReactElement {
  const drills = useDraft((draft) => draft.drills ?? NONE)
  const { insert, canEdit } = useEdits()
  const { reveal } = useOpened()
  const ids = useStableIds(drills.map(({ key }) => key))
  const add = (): void => {
    const key = freeKey(
      'drill',
      drills.map((one) => one.key),
    )
    insert(['drills'], { key, name: '' })
    reveal(`drills.${key}.name`)
  }
  return (
    <DocSection id="drills" title="Drills" meta={`${drills.length}, faults on purpose`}>
      <Purpose>
        A fault put in while a scenario runs: what is done, what should happen, and the alert that must fire.
      </Purpose>
      {drills.map((drill, index) => (
        <ItemCard
          key={ids[index]}
          list="drills"
          itemKey={drill.key}
          name={drill.name || drill.key}
          what="Drill"
          chip={drill.scenario ? <Chip look="outline">{drill.scenario}</Chip> : undefined}
          facts={
            <span className="min-w-0 truncate text-xs text-ink-2">
              {drill.inject?.operation ? (
                <code>{drill.inject.operation}</code>
              ) : (
                drill.inject?.manual || 'nothing injected yet'
              )}
              {drill.at ? `, at ${drill.at}` : ''}
            </span>
          }
        >
          <DrillForm drillKey={drill.key} />
        </ItemCard>
      ))}
      {canEdit ? (
        <AddLine onClick={add} isFirst={drills.length === 0}>
          Add a drill
        </AddLine>
      ) : null}
    </DocSection>
  )
}

function DrillForm({ drillKey }: { drillKey: string }): ReactElement {
  const path = ['drills', drillKey]
  const scenarios = useNamed('scenarios')
  const operations = useNamed('operations')
  const [half, third] = ['min-[560px]:col-span-3', 'min-[560px]:col-span-2']
  const operation = keyOptions(operations, 'none')
  return (
    <div className="grid gap-3.5">
      <FieldGrid>
        <NameField
          list={['drills']}
          itemKey={drillKey}
          stem="drill"
          placeholder="Database pool exhausted"
          className={half}
        />
        <KeyField list={['drills']} itemKey={drillKey} className={half} />
        <DraftField
          path={[...path, 'description']}
          label="What goes wrong"
          placeholder="The connections of the database are used up, or its queries are slow"
          multiline
          className="min-[560px]:col-span-6"
        />
        <DraftSelect
          path={[...path, 'scenario']}
          label="While"
          options={keyOptions(scenarios, 'no scenario yet')}
          className={third}
          help="The scenario that runs meanwhile"
        />
        <DraftField
          path={[...path, 'at']}
          label="At"
          placeholder="s2 or 10m"
          mono
          className={third}
          help="A stage or phase of it, or a time from its start"
        />
        <DraftField
          path={[...path, 'for']}
          label="For"
          note="optional"
          placeholder="5m"
          read={readDuration}
          mono
          className={third}
          help="Then it is put back"
        />
        <DraftSelect
          path={[...path, 'inject', 'operation']}
          label="Put in by an operation"
          options={operation}
          className={half}
        />
        <DraftField
          path={[...path, 'inject', 'manual']}
          label="or by a person"
          placeholder="Stop the second database node"
          className={half}
          help="What they do and then confirm"
        />
        <DraftSelect
          path={[...path, 'revert', 'operation']}
          label="Put back by an operation"
          options={operation}
          className={half}
        />
        <DraftField
          path={[...path, 'revert', 'manual']}
          label="or by a person"
          placeholder="Start it again"
          className={half}
        />
      </FieldGrid>
      <CriterionLines
        path={[...path, 'expect']}
        label="Expected"
        what="expectation"
        help="judged in the time of the drill"
        placeholder="error_rate < 20% during drill"
        example="alert(high-latency) within 30s"
      />
      <Part title="Evidence" help="what a person sees and confirms">
        <ListField
          path={[...path, 'evidence']}
          label="Add evidence of the drill"
          placeholder="Requests are queued or refused with a reason"
          look="sentences"
        />
      </Part>
      <Part title="Recovery" help="what people do if it does not recover by itself">
        <ListField
          path={[...path, 'recovery']}
          label="Add a step of the recovery"
          placeholder="Raise the pool size"
          look="sentences"
        />
      </Part>
    </div>
  )
}
