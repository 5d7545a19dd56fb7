'use client'

import { type ReactElement, useRef } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Select } from '#components/ui/select.tsx'
import type { LoadDraft } from '#lib/plans/document/plan.ts'
import type { Finding } from '#lib/plans/finding.ts'
import { useEdits } from '../draft/edits.ts'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { readCount, readDuration, readRate } from '../fields/reading.ts'
import { ContinueForm } from './continue-form.tsx'
import { fieldsAt, type LoadFieldsProps } from './load-problem.ts'
import { LOAD_SHAPES, type LoadModel, type LoadShape, remodelled, reshaped, shapeOf } from './load-shape.ts'
import { MultipliersForm } from './multipliers-form.tsx'
import { SearchForm } from './search-form.tsx'
import { SpikesForm } from './spikes-form.tsx'
import { StagesForm } from './stages-form.tsx'

interface Props {
  scenarioKey: string
  load: LoadDraft
  model: LoadModel
  problems: readonly Finding[]
}

const MODELS = [
  { value: 'users', label: 'Users' },
  { value: 'rate', label: 'Rate' },
]
const ARRIVALS = [
  { value: 'constant', label: 'evenly spaced' },
  { value: 'poisson', label: 'random (Poisson)' },
]

/** Both load models: users who think and repeat, or arrivals at a rate; in one of a few shapes. */
export function LoadForm({ scenarioKey, load, model, problems }: Props): ReactElement {
  const { set, canEdit } = useEdits()
  const path = ['scenarios', scenarioKey, 'load']
  const shape = shapeOf(load)
  // What was written before a model or a shape was left.
  const earlier = useRef<LoadDraft>({})
  const leave = (next: (earlier: LoadDraft) => LoadDraft): void => {
    earlier.current = { ...earlier.current, ...load }
    set(path, next(earlier.current))
  }
  return (
    <div className="min-w-0 px-4 pt-3 pb-3.5">
      <div className="mb-2.5">
        <Segments
          label="Load model"
          value={model}
          options={MODELS}
          onChange={(next) => canEdit && leave((before) => remodelled(load, next as LoadModel, before))}
        />
      </div>
      <div className="grid grid-cols-2 gap-x-2.5 gap-y-2">
        <Field label="Shape" hideLabel className="col-span-2">
          {(control) => (
            <Select
              {...control}
              value={shape}
              disabled={!canEdit}
              options={LOAD_SHAPES}
              onChange={(event) => leave((before) => reshaped(load, event.target.value as LoadShape, model, before))}
            />
          )}
        </Field>
        <ShapeFields scenarioKey={scenarioKey} load={load} path={path} model={model} problems={problems} />
        <MoreFields path={path} model={model} problems={problems} isSearched={shape === 'search'} />
      </div>
    </div>
  )
}

type ShapeProps = LoadFieldsProps & { scenarioKey: string; load: LoadDraft }

function ShapeFields({ scenarioKey, load, path, model, problems }: ShapeProps): ReactElement {
  const below = (name: string) => ({ path: [...path, name], model, problems })
  const shape = shapeOf(load)
  if (shape === 'stages') {
    return (
      <>
        <StagesForm {...below('stages')} stages={load.stages ?? []} />
        <ContinueForm {...below('continue')} steps={load.continue} />
      </>
    )
  }
  if (shape === 'search') return <SearchForm {...below('search')} />
  const at = fieldsAt(path, problems)
  return (
    <>
      <LevelField path={path} model={model} problems={problems} />
      {shape === 'multipliers' ? (
        <MultipliersForm {...below('multipliers')} multipliers={load.multipliers ?? []} />
      ) : null}
      <DraftField {...at('rampUp')} label="Ramp-up" placeholder="none" read={readRamp} mono />
      {shape === 'multipliers' ? null : (
        <DraftField
          {...at('hold')}
          label="Hold"
          placeholder={load.iterations ? '1h' : '5m'}
          help={load.iterations ? 'at most' : 'judged by default'}
          read={readDuration}
          mono
        />
      )}
      <DraftField {...at('rampDown')} label="Ramp-down" placeholder="none" read={readRamp} mono />
      {load.spikes ? <SpikesForm {...below('spikes')} spikes={load.spikes} scenarioKey={scenarioKey} /> : null}
    </>
  )
}

/** A time, or how many are added a second. */
const readRamp: typeof readDuration = (text) => (/\/|\bper\b/.test(text) ? readRate(text) : readDuration(text))

function LevelField({ path, model, problems }: LoadFieldsProps): ReactElement {
  const at = fieldsAt(path, problems)
  if (model === 'users')
    return <DraftField {...at('users')} label="Users" placeholder="100" read={readCount} mono className="col-span-2" />
  return (
    <DraftField
      {...at('rate')}
      label="Rate"
      placeholder="100/s"
      help="Requests a second, however slow the answers"
      read={readRate}
      mono
      className="col-span-2"
    />
  )
}

function MoreFields({ path, model, problems, isSearched }: LoadFieldsProps & { isSearched: boolean }): ReactElement {
  const at = fieldsAt(path, problems)
  // A search ends when it has found.
  const iterations = isSearched ? null : (
    <DraftField
      {...at('iterations')}
      label="Iterations"
      placeholder="no limit"
      help="the load ends after them"
      read={readCount}
      mono
    />
  )
  if (model === 'users') {
    return (
      <>
        <DraftField {...at('thinkTime')} label="Think time" placeholder="none" help="2s, 1s-3s, normal 2s 500ms" mono />
        <DraftField {...at('maxRate')} label="Max rate" placeholder="none" help="caps the users" read={readRate} mono />
        <DraftField
          {...at('perUser')}
          label="Pacing"
          placeholder="none"
          help="starts a user makes, 2/min"
          read={readRate}
          mono
        />
        {iterations}
      </>
    )
  }
  return (
    <>
      <DraftSelect path={[...path, 'arrivals']} label="Arrivals" options={ARRIVALS} fallback="constant" />
      <DraftField {...at('maxRate')} label="Max rate" placeholder="none" read={readRate} mono />
      <DraftField
        {...at('maxInFlight')}
        label="Max in flight"
        placeholder="10,000"
        help="beyond it work is dropped"
        read={readCount}
        mono
      />
      {iterations}
    </>
  )
}
