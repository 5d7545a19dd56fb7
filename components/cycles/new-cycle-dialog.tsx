'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { api, apiProblem, query } from '#lib/api/client.ts'
import type { PlanView } from '#lib/plans/schema.ts'

interface Props {
  plans: readonly { id: string; name: string }[]
  onClose: () => void
}

/** A plan against a release: what is tested, where, until when, and which scenarios in which order. */
export function NewCycleDialog({ plans, onClose }: Props): ReactElement {
  const [planId, setPlanId] = useState(plans[0]?.id ?? '')
  const { data: plan } = useQuery(query.plans.get.queryOptions({ input: { id: planId }, enabled: planId !== '' }))
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
        {plan ? <CycleForm key={plan.id} plan={plan} onClose={onClose} /> : <Skeleton className="h-72" />}
      </div>
    </Dialog>
  )
}

interface Step {
  scenario: string
  name: string
  isIn: boolean
  pauseSeconds: string
  onFail: 'continue' | 'stop'
}

function CycleForm({ plan, onClose }: { plan: PlanView; onClose: () => void }): ReactElement {
  const router = useRouter()
  const { busy, problem, attempt } = useAttempt((thrown) => apiProblem(thrown).message)
  const { draft } = plan
  const [steps, setSteps] = useState<Step[]>(() =>
    (draft.scenarios ?? []).map(({ key, name }) => ({
      scenario: key,
      name: name || key,
      isIn: true,
      pauseSeconds: '0',
      onFail: 'continue',
    })),
  )
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = textOf(event.currentTarget)
    const given = Object.entries({
      name: text('name'),
      environment: text('environment'),
      startsOn: text('starts'),
      endsOn: text('ends'),
    })
    void attempt(async () => {
      const cycle = await api.cycles.create({
        id: plan.id,
        versionUnderTest: text('version'),
        ...Object.fromEntries(given.filter(([, value]) => value !== '')),
        suite: steps
          .filter(({ isIn }) => isIn)
          .map(({ scenario, pauseSeconds, onFail }) => ({
            scenario,
            onFail,
            pauseMs: Math.round(Number(pauseSeconds) * 1000) || 0,
          })),
      })
      router.push(`/cycles/${cycle.id}`)
    })
  }
  const version = draft.version ?? ''
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
        <Field label="Release on" note="optional">
          {(control) => <Input {...control} name="ends" type="date" />}
        </Field>
      </div>
      <SuiteEditor steps={steps} onChange={setSteps} />
      {problem ? (
        <p role="alert" className="text-xs text-pretty text-fail">
          {problem}
        </p>
      ) : null}
      <DialogFooter>
        <span className="flex-1" />
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" busy={busy !== null} disabled={!steps.some(({ isIn }) => isIn)}>
          Create cycle
        </Button>
      </DialogFooter>
    </form>
  )
}

const ON_FAIL = [
  { value: 'continue', label: 'then go on' },
  { value: 'stop', label: 'then stop' },
]

function SuiteEditor({ steps, onChange }: { steps: readonly Step[]; onChange: (steps: Step[]) => void }): ReactElement {
  const set = (at: number, part: Partial<Step>): void =>
    onChange(steps.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const swap = (at: number, other: number): void => {
    const next = [...steps]
    const [a, b] = [next[at], next[other]]
    if (!a || !b) return
    next[at] = b
    next[other] = a
    onChange(next)
  }
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-ink-2">
        Suite, in this order; "if it fails" says what a failed check means for the rest
      </legend>
      <ol className="rounded-md border border-line">
        {steps.map((step, index) => (
          <li
            key={step.scenario}
            className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line px-2.5 py-1 first:border-t-0"
          >
            <Checkbox
              className="min-w-0 flex-1 basis-32"
              checked={step.isIn}
              onCheckedChange={(checked) => set(index, { isIn: checked === true })}
            >
              {step.name}
            </Checkbox>
            <span className="flex items-center gap-1 text-xs text-ink-3">
              pause
              <Input
                aria-label={`Seconds of pause before ${step.name}`}
                type="number"
                min={0}
                max={86_400}
                className="w-16"
                value={step.pauseSeconds}
                onChange={(event) => set(index, { pauseSeconds: event.target.value })}
              />
              s; fails
            </span>
            <span className="w-28">
              <Select
                aria-label={`If ${step.name} fails`}
                value={step.onFail}
                options={ON_FAIL}
                onChange={(event) => set(index, { onFail: event.target.value as Step['onFail'] })}
              />
            </span>
            <IconButton label={`${step.name} earlier`} disabled={index === 0} onClick={() => swap(index, index - 1)}>
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton
              label={`${step.name} later`}
              disabled={index === steps.length - 1}
              onClick={() => swap(index, index + 1)}
            >
              <ArrowDown aria-hidden />
            </IconButton>
          </li>
        ))}
      </ol>
    </fieldset>
  )
}
