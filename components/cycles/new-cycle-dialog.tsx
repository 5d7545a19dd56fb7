'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { api, apiProblem, fieldProblems, query } from '#lib/api/client.ts'
import type { PlanView } from '#lib/plans/schema.ts'
import { SuiteEditor } from './suite-editor.tsx'
import { newStep, type Step, suiteOf } from './suite-steps.ts'

interface Props {
  plans: readonly { id: string; name: string }[]
  onClose: () => void
}

/** A plan against a release: what is tested, where, until when, and which scenarios in which order. */
export function NewCycleDialog({ plans, onClose }: Props): ReactElement {
  const [planId, setPlanId] = useState(plans[0]?.id ?? '')
  const { data: plan, error } = useQuery(
    query.plans.get.queryOptions({ input: { id: planId }, enabled: planId !== '' }),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New cycle"
      description="One execution of a plan against one release. The plan is frozen as it is now."
    >
      <div className="grid gap-3 overflow-y-auto">
        {plans.length > 1 ? (
          <Field label="Plan">
            {(control) => (
              <Select
                {...control}
                value={planId}
                options={plans.map(({ id, name }) => ({ value: id, label: name || 'Untitled plan' }))}
                onChange={(event) => setPlanId(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {plan ? (
          <CycleForm key={plan.id} plan={plan} onClose={onClose} />
        ) : error ? (
          <Problem>{apiProblem(error).message}</Problem>
        ) : (
          <Skeleton className="h-72" />
        )}
      </div>
    </Dialog>
  )
}

function CycleForm({ plan, onClose }: { plan: PlanView; onClose: () => void }): ReactElement {
  const router = useRouter()
  const { busy, problem, attempt } = useAttempt((thrown) => apiProblem(thrown).message)
  const [fields, setFields] = useState<Record<string, string>>({})
  const [isOpening, setOpening] = useState(false)
  const { draft } = plan
  const [steps, setSteps] = useState<Step[]>(() => (draft.scenarios ?? []).map((one) => newStep(one, true)))
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (isOpening) return
    const text = textOf(event.currentTarget)
    const given = Object.entries({
      name: text('name'),
      environment: text('environment'),
      startsOn: text('starts'),
      endsOn: text('ends'),
    })
    setFields({})
    void attempt(async () => {
      try {
        const cycle = await api.cycles.create({
          id: plan.id,
          versionUnderTest: text('version'),
          ...Object.fromEntries(given.filter(([, value]) => value !== '')),
          suite: suiteOf(steps),
        })
        setOpening(true)
        router.push(`/cycles/${cycle.id}`)
      } catch (thrown) {
        setFields(fieldProblems(thrown))
        throw thrown
      }
    })
  }
  const version = draft.version ?? ''
  const isAnyIn = steps.some(({ isIn }) => isIn)
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label="Name">
        {(control) => (
          <Input {...control} name="name" autoFocus maxLength={200} defaultValue={`${plan.name} ${version}`.trim()} />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Version under test">
          {(control) => (
            <Input {...control} name="version" maxLength={120} defaultValue={version} placeholder="2.4.0-rc.1" />
          )}
        </Field>
        <Field label="Environment">
          {(control) => (
            <Select
              {...control}
              name="environment"
              options={(draft.environments ?? []).map(({ key, name }) => ({ value: key, label: name || key }))}
            />
          )}
        </Field>
        <Field label="Tests begin" note="optional">
          {(control) => <Input {...control} name="starts" type="date" />}
        </Field>
        <Field label="Release on" note="optional" error={fields.endsOn}>
          {(control) => <Input {...control} name="ends" type="date" />}
        </Field>
      </div>
      {steps.length > 0 ? (
        <SuiteEditor steps={steps} onChange={setSteps} />
      ) : (
        <p className="text-ink-2">
          The plan has no scenario yet.{' '}
          <Link href={`/plans/${plan.id}`} className="link">
            Add one to the plan
          </Link>{' '}
          first.
        </p>
      )}
      <Problem>{fields.endsOn ? null : problem}</Problem>
      <DialogFooter>
        <span className="min-w-0 flex-1 text-xs text-ink-3">
          {steps.length > 0 && !isAnyIn ? 'Choose at least one scenario.' : ''}
        </span>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" busy={busy !== null || isOpening} disabled={!isAnyIn}>
          Create cycle
        </Button>
      </DialogFooter>
    </form>
  )
}
