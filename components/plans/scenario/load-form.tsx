'use client'

import { Layers, Undo2 } from 'lucide-react'
import { type ReactElement, useRef } from 'react'
import { Segments } from '#components/ui/segments.tsx'
import type { LoadDraft } from '#lib/plans/document/plan.ts'
import type { Finding } from '#lib/plans/finding.ts'
import { useEdits } from '../draft/edits.ts'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { readCount, readDuration, readRate } from '../fields/reading.ts'
import { StagesForm } from './stages-form.tsx'

interface Props {
  scenarioKey: string
  load: LoadDraft
  model: 'users' | 'rate'
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

/** Both load models: users who think and repeat, or arrivals at a rate; as ramp and hold, or as stages. */
export function LoadForm({ scenarioKey, load, model, problems }: Props): ReactElement {
  const { set, canEdit } = useEdits()
  const path = ['scenarios', scenarioKey, 'load']
  const hasStages = load.stages !== undefined
  const parked = useRef<Partial<LoadDraft>>({})

  const chooseModel = (next: string): void => {
    const other = next === 'users' ? 'rate' : 'users'
    parked.current = { ...parked.current, [other]: load[other] }
    const level = load[next as 'users' | 'rate'] ?? parked.current[next as 'users' | 'rate']
    set(path, {
      ...load,
      model: next,
      [other]: undefined,
      ...(hasStages ? { stages: relevel(load, next) } : { [next]: level }),
    })
  }
  const toStages = (): void => {
    parked.current = { ...parked.current, ...load }
    const { users, rate, rampUp: _up, hold, rampDown: _down, ...rest } = load
    set(path, { ...rest, model, stages: [{ key: 's1', for: hold ?? '5m', [model]: load[model] ?? users ?? rate }] })
  }
  const toShape = (): void => {
    const { stages, continue: _continue, ...rest } = load
    const { rampUp, hold, rampDown } = parked.current
    const level = parked.current[model] ?? stages?.[0]?.[model] ?? stages?.[0]?.to
    set(path, { ...rest, model, [model]: level, rampUp, hold: hold ?? stages?.[0]?.for, rampDown })
  }

  return (
    <div className="min-w-0 px-4 pt-3 pb-3.5">
      <div className="mb-2.5 flex items-center justify-between gap-2">
        <Segments label="Load model" value={model} options={MODELS} onChange={(next) => canEdit && chooseModel(next)} />
        {canEdit ? (
          <button
            type="button"
            onClick={hasStages ? toShape : toStages}
            className="inline-flex h-6 items-center gap-[5px] text-xs text-accent-ink hover:underline"
          >
            {hasStages ? <Undo2 aria-hidden className="size-[13px]" /> : <Layers aria-hidden className="size-[13px]" />}
            {hasStages ? 'Ramp and hold' : 'Stages'}
          </button>
        ) : null}
      </div>
      <div className="grid grid-cols-2 gap-x-2.5 gap-y-2">
        {hasStages ? (
          <StagesForm path={[...path, 'stages']} stages={load.stages ?? []} model={model} problems={problems} />
        ) : (
          <ShapeFields path={path} model={model} problems={problems} />
        )}
        <MoreFields path={path} model={model} problems={problems} />
      </div>
      {load.spikes || load.continue ? (
        <p className="mt-2 text-2xs leading-[15px] text-ink-3">
          {load.spikes ? 'Its spikes are' : 'Its steps until failure are'} drawn as they are written; edit them as YAML.
        </p>
      ) : null}
    </div>
  )
}

/** The same stages in the other model's unit, levels to be written anew. */
function relevel(load: LoadDraft, model: string): LoadDraft['stages'] {
  return load.stages?.map(({ users: _users, rate: _rate, from: _from, to: _to, ...stage }) => ({
    ...stage,
    [model]: '',
  }))
}

interface FieldsProps {
  path: string[]
  model: 'users' | 'rate'
  problems: readonly Finding[]
}

/** What compiling says of one field: only what is wrong with what was typed, never that nothing was typed yet. */
const problemAt = (problems: readonly Finding[], path: readonly string[]): string | undefined =>
  problems.find(({ places, rule }) => rule !== 'missing' && places.includes(path.join('.')))?.message

function ShapeFields({ path, model, problems }: FieldsProps): ReactElement {
  const at = (name: string) => ({ path: [...path, name], error: problemAt(problems, [...path, name]) })
  return (
    <>
      {model === 'users' ? (
        <DraftField {...at('users')} label="Users" placeholder="100" read={readCount} mono className="col-span-2" />
      ) : (
        <DraftField
          {...at('rate')}
          label="Rate"
          placeholder="100/s"
          help="Requests a second, however slow the answers"
          read={readRate}
          mono
          className="col-span-2"
        />
      )}
      <DraftField {...at('rampUp')} label="Ramp-up" placeholder="none" read={readDuration} mono />
      <DraftField {...at('hold')} label="Hold" placeholder="5m" help="judged by default" read={readDuration} mono />
      <DraftField {...at('rampDown')} label="Ramp-down" placeholder="none" read={readDuration} mono />
    </>
  )
}

function MoreFields({ path, model, problems }: FieldsProps): ReactElement {
  const at = (name: string) => ({ path: [...path, name], error: problemAt(problems, [...path, name]) })
  if (model === 'users') {
    return (
      <>
        <DraftField
          {...at('thinkTime')}
          label="Think time"
          placeholder="none"
          help="2s, 1s-3s, normal(2s, 500ms)"
          mono
        />
        <DraftField {...at('maxRate')} label="Max rate" placeholder="none" help="caps the users" read={readRate} mono />
        <DraftField
          {...at('perUser')}
          label="Pacing"
          placeholder="none"
          help="starts a user makes, 2/min"
          read={readRate}
          mono
        />
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
    </>
  )
}
