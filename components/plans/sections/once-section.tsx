'use client'

import type { ReactElement } from 'react'
import { Input } from '#components/ui/field.tsx'
import { useText } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { useNamed } from '../draft/use-named.ts'
import { FieldGrid, Purpose } from '../fields/field-grid.tsx'
import { readCount } from '../fields/reading.ts'
import { type OnceParts, type OnceStep, partsOf, stepOf } from '../operations/once-step.ts'
import { nameOfOperation, OperationChoice } from '../operations/operation-choice.tsx'
import { StatusList } from '../operations/status-list.tsx'
import { AddStep, MoveHint, StepList } from '../operations/step-list.tsx'
import { StepRow } from '../operations/step-row.tsx'
import { useSteps } from '../operations/use-steps.ts'
import { DocSection } from '../page/doc-section.tsx'
import { useFindings } from '../page/findings.tsx'

const SAYS = {
  setup: {
    title: 'Set-up',
    meta: 'once before the load',
    purpose:
      'Sent before the load by one worker, outside of every result. What is extracted here is there for all users.',
  },
  teardown: {
    title: 'Teardown',
    meta: 'once after the load, also after Stop',
    purpose: 'Sent when the load is over: log out, delete what was made.',
  },
} as const

/** What is sent once, each operation as often as it says: many times is a preload. */
export function OnceSection({ name }: { name: 'setup' | 'teardown' }): ReactElement {
  const edited = useSteps<OnceStep>([name])
  const operations = useNamed('operations')
  const { steps, canEdit, list, said, add } = edited
  const { title, meta, purpose } = SAYS[name]
  const first = operations[0]
  return (
    <DocSection id={name} title={title} meta={meta}>
      <Purpose>{purpose}</Purpose>
      <StepList
        label={`Steps of ${title.toLowerCase()}`}
        list={list}
        said={said}
        isEmpty={steps.length === 0}
        empty={operations.length === 0 ? 'Add an operation first; then choose it here.' : 'Nothing is sent.'}
        tools={
          canEdit && first ? (
            <>
              <AddStep onClick={() => add(first.key)}>Add to {title.toLowerCase()}</AddStep>
              {steps.length > 1 ? <MoveHint /> : null}
            </>
          ) : null
        }
      >
        {steps.map((step, at) => {
          const what = nameOfOperation(operations, partsOf(step).operation)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a step is known by
            <StepRow key={at} steps={edited} at={at} place={`${name}.${at}`} what={what}>
              <OnceFields
                place={`${name}.${at}`}
                label={`${title} ${at + 1}`}
                parts={partsOf(step)}
                canEdit={canEdit}
                onChange={(parts) => edited.change(at, stepOf(parts))}
              />
            </StepRow>
          )
        })}
      </StepList>
    </DocSection>
  )
}

interface FieldsProps {
  place: string
  label: string
  parts: OnceParts
  canEdit: boolean
  onChange: (parts: OnceParts) => void
}

function OnceFields({ place, label, parts, canEdit, onChange }: FieldsProps): ReactElement {
  const { at } = useFindings()
  const times = readCount(parts.times)
  const isMany = times.ok && times.value > 1
  const wrong = at(`${place}.times`) ?? at(`${place}.atOnce`) ?? at(`${place}.operation`) ?? at(place)
  const number = (field: 'times' | 'atOnce', name: string, placeholder: string) => (
    <Input
      mono
      aria-label={`${name} of ${label}`}
      aria-invalid={at(`${place}.${field}`) ? true : undefined}
      data-place={`${place}.${field}`}
      data-control={field}
      value={parts[field]}
      placeholder={placeholder}
      readOnly={!canEdit}
      onChange={({ target }) => onChange({ ...parts, [field]: target.value })}
      className="w-20 text-right"
    />
  )
  return (
    <>
      <OperationChoice
        value={parts.operation}
        label={`Operation of ${label}`}
        disabled={!canEdit}
        onChange={(operation) => onChange({ ...parts, operation })}
      />
      <span className="flex items-center gap-1.5 text-xs text-ink-3">
        {number('times', 'Times', '1')}
        times
        {isMany || parts.atOnce ? (
          <>
            , {number('atOnce', 'At once', '10')}
            at once
          </>
        ) : null}
      </span>
      {wrong?.severity === 'error' ? <p className="basis-full text-[11.5px] text-fail">{wrong.message}</p> : null}
    </>
  )
}

/** How a login is renewed while the load goes on. */
export function AuthSection(): ReactElement {
  const login = useText(['auth', 'login'])
  const { set, canEdit } = useEdits()
  const { at } = useFindings()
  const wrong = at('auth.login')
  return (
    <DocSection id="auth" title="Sign-in" meta="renewed while the load goes on">
      <Purpose>
        When an answer has one of these statuses, the login is sent once for all users, and the request again with what
        it extracted. Neither counts as a failure.
      </Purpose>
      <FieldGrid>
        <div className="grid content-start gap-[3px] min-[560px]:col-span-3" data-place="auth.login">
          <span aria-hidden className="text-xs text-ink-2">
            Log in by
          </span>
          <OperationChoice
            value={login}
            label="Log in by"
            disabled={!canEdit}
            onChange={(key) => set(['auth', 'login'], key)}
          />
          {wrong ? <p className="text-[11.5px] text-fail">{wrong.message}</p> : null}
        </div>
        <StatusList className="min-[560px]:col-span-3" isIdle={login === ''} />
      </FieldGrid>
      {login && canEdit ? (
        <button type="button" onClick={() => set(['auth'], undefined)} className="link mt-2 min-h-6 text-xs">
          Renew no login
        </button>
      ) : null}
    </DocSection>
  )
}
