'use client'

import { Plus, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { BOX } from '#components/ui/field.tsx'
import type { LoadDraft } from '#lib/plans/document/plan.ts'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { KeyField } from '../fields/key-field.tsx'
import { type LoadFieldsProps, problemWithin } from './load-problem.ts'

type StageDraft = NonNullable<LoadDraft['stages']>[number]

interface Props extends LoadFieldsProps {
  stages: readonly StageDraft[]
}

const COLUMNS = 'grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)_24px] items-center gap-1.5'

/** Stages one after the other: a level held, or a ramp when a start is written too. */
export function StagesForm({ path, stages, model, problems }: Props): ReactElement {
  const { insert, remove, canEdit } = useEdits()
  const ids = useStableIds(stages.map(({ key }) => key))
  const add = (): void => {
    const last = stages.at(-1)
    const key = freeKey(
      `s${stages.length + 1}`,
      stages.map((stage) => stage.key),
    )
    insert(path, { key, for: last?.for ?? '5m', [model]: last?.to ?? last?.[model] ?? '' })
  }
  return (
    <fieldset className="col-span-2 grid gap-1.5" data-place={path.join('.')}>
      <legend className="sr-only">Stages</legend>
      <div className={cn(COLUMNS, 'text-2xs text-ink-3')} aria-hidden>
        <span>for</span>
        <span>from</span>
        <span>{model === 'users' ? 'to users' : 'to rate'}</span>
      </div>
      {stages.map((stage, index) => (
        <StageRow
          key={ids[index]}
          path={[...path, stage.key]}
          stage={stage}
          model={model}
          problems={problems}
          onRemove={canEdit ? () => remove(path, stage.key, `Stage ${stage.key}`) : null}
        />
      ))}
      {canEdit ? (
        <span>
          <Button kind="ghost" size="sm" className="-ml-2" onClick={add}>
            <Plus aria-hidden />
            Add a stage
          </Button>
        </span>
      ) : null}
    </fieldset>
  )
}

interface RowProps extends LoadFieldsProps {
  stage: StageDraft
  onRemove: (() => void) | null
}

function StageRow({ path, stage, model, problems, onRemove }: RowProps): ReactElement {
  const { set, canEdit } = useEdits()
  const isRamp = Boolean(stage.from || stage.to)
  const wrong = problemWithin(problems, path)
  // With a start it is a ramp (from, to), without one a step (users or rate).
  const setFrom = (from: string): void =>
    set(
      path,
      from
        ? { ...stage, from, to: stage.to ?? stage[model], [model]: undefined }
        : { ...stage, from: undefined, to: undefined, [model]: stage.to ?? stage[model] },
    )
  const setLevel = (level: string): void => set([...path, isRamp ? 'to' : model], level)
  const box = cn(BOX, 'h-[30px] font-mono text-[12.5px]')
  const example = model === 'users' ? '100' : '100/s'
  return (
    <div>
      <KeyField
        list={path.slice(0, -1)}
        itemKey={stage.key}
        quietLabel={`Key of stage ${stage.key}, as criteria name it`}
        className="mb-0.5 w-28"
      />
      <fieldset className={COLUMNS} aria-label={`Stage ${stage.key}`}>
        <input
          aria-label="for"
          data-place={[...path, 'for'].join('.')}
          value={stage.for ?? ''}
          placeholder="5m"
          readOnly={!canEdit}
          onChange={(event) => set([...path, 'for'], event.target.value)}
          className={box}
        />
        <input
          aria-label="from"
          value={stage.from ?? ''}
          placeholder="–"
          readOnly={!canEdit}
          onChange={(event) => setFrom(event.target.value)}
          className={box}
        />
        <input
          aria-label={model === 'users' ? 'to users' : 'to rate'}
          value={(isRamp ? stage.to : stage[model]) ?? ''}
          placeholder={example}
          readOnly={!canEdit}
          onChange={(event) => setLevel(event.target.value)}
          className={box}
        />
        {onRemove ? (
          <IconButton label={`Remove stage ${stage.key}`} className="size-6" onClick={onRemove}>
            <X aria-hidden />
          </IconButton>
        ) : null}
      </fieldset>
      {wrong ? <p className="mt-0.5 text-[11.5px] leading-[15px] text-fail">{wrong}</p> : null}
    </div>
  )
}
