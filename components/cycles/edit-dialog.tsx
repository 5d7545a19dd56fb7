'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Select } from '#components/ui/select.tsx'
import { api, fieldProblems, query } from '#lib/api/client.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

/** What a cycle is called and for, where and when. */
export function EditDialog({ onClose }: { onClose: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const [fields, setFields] = useState<Record<string, string>>({})
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = textOf(event.currentTarget)
    const before = { ...cycle, environment: cycle.environment.key }
    const said = {
      name: text('name'),
      versionUnderTest: text('version'),
      // A field that is held says nothing.
      environment: text('environment') || before.environment,
      startsOn: text('starts') || null,
      endsOn: text('ends') || null,
    }
    const changed = Object.entries(said).filter(([key, value]) => value !== before[key as keyof typeof said])
    if (changed.length === 0) return onClose()
    setFields({})
    void attempt(async () => {
      try {
        await api.cycles.update({ id: cycle.id, ...Object.fromEntries(changed) })
      } catch (thrown) {
        setFields(fieldProblems(thrown))
        throw thrown
      }
      onClose()
    })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Edit cycle ${cycle.number}`}
      description="The version holds for runs to come. Runs that were sent to another environment than this one are stale."
      className="max-w-[480px]"
    >
      <form onSubmit={submit} className="grid gap-3 overflow-y-auto">
        <Field label="Name">
          {(control) => <Input {...control} name="name" required autoFocus maxLength={200} defaultValue={cycle.name} />}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Version under test">
            {(control) => <Input {...control} name="version" maxLength={120} defaultValue={cycle.versionUnderTest} />}
          </Field>
          <EnvironmentField problem={fields.environment} />
          <Field label="Tests begin" note="optional">
            {(control) => <Input {...control} name="starts" type="date" defaultValue={cycle.startsOn ?? ''} />}
          </Field>
          <Field label="Release on" note="optional" error={fields.endsOn}>
            {(control) => <Input {...control} name="ends" type="date" defaultValue={cycle.endsOn ?? ''} />}
          </Field>
        </div>
        <FormEnd
          problem={fields.endsOn || fields.environment ? null : problem}
          isBusy={busy !== null}
          onCancel={onClose}
        >
          Save
        </FormEnd>
      </form>
    </Dialog>
  )
}

/** Environments of the plan; while they are looked up, the one of the cycle. */
function EnvironmentField({ problem }: { problem: string | undefined }): ReactElement {
  const { plan, environment, suite } = useCycle()
  const { data } = useQuery(query.plans.get.queryOptions({ input: { id: plan.id } }))
  const own = { value: environment.key, label: environment.name || environment.key }
  const others = (data?.draft.environments ?? [])
    .filter(({ key }) => key !== environment.key)
    .map(({ key, name }) => ({ value: key, label: name || key }))
  const isHeld = suite.state === 'running' || suite.state === 'paused'
  return (
    <Field label="Environment" error={problem} help={isHeld ? 'Not while the suite goes on' : undefined}>
      {(control) => (
        <Select
          {...control}
          name="environment"
          disabled={isHeld}
          defaultValue={environment.key}
          options={[own, ...others]}
        />
      )}
    </Field>
  )
}
