'use client'

import { type FormEvent, type ReactElement, useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input, Textarea } from '#components/ui/field.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { optionsOf } from '#components/ui/options.ts'
import { Problem } from '#components/ui/problem.tsx'
import { Select } from '#components/ui/select.tsx'
import { api } from '#lib/api/client.ts'
import { FINDING_STATUSES, type FindingView, SEVERITIES, type Severity } from '#lib/improvement/schema.ts'
import type { CycleView } from '#lib/reports/cycle-view-schema.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'
import { clockOf, readWindow } from './finding-window.ts'
import type { FindingSource } from './findings-sheet.tsx'

type Status = Exclude<FindingView['status'], 'suggested'>
const STATUSES = FINDING_STATUSES.filter((status): status is Status => status !== 'suggested')

/** A new finding, one to be confirmed, or one to be changed. */
export function FindingDialog({ source, onClose }: { source: FindingSource; onClose: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const [windowProblem, setWindowProblem] = useState<string | undefined>()
  const finding = 'finding' in source ? source.finding : null
  const suggestion = 'suggestion' in source ? source.suggestion : null
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = textOf(event.currentTarget)
    const [from, to] = [text('from'), text('to')]
    const before = finding?.window ?? null
    // Shown to the second: what nobody changed stays as exact as it was.
    const isSame = from === clockOf(before?.fromMs) && to === clockOf(before?.toMs)
    const read = isSame ? { window: before } : readWindow(from, to)
    const run = text('run') || null
    const isOfNoRun = !suggestion && run === null && !('problem' in read) && read.window !== null
    setWindowProblem('problem' in read ? read.problem : isOfNoRun ? 'Choose the run these times are of' : undefined)
    if ('problem' in read || isOfNoRun) return
    const said = {
      ...{ title: text('title'), severity: text('severity') as Severity, impact: text('impact') },
      ...{ rootCause: text('rootCause'), owner: text('owner') },
    }
    const seen = { run, window: read.window }
    void attempt(async () => {
      if (finding) await api.findings.update({ id: finding.id, ...said, ...seen, status: text('status') as Status })
      else if (suggestion) await api.cycles.addFinding({ id: cycle.id, suggestion: suggestion.key, ...said })
      else await api.cycles.addFinding({ id: cycle.id, ...said, ...seen })
      onClose()
    })
  }
  const first = finding ?? suggestion
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={finding ? finding.label : suggestion ? 'Confirm the finding' : 'Add a finding'}
      description={suggestion?.advice}
    >
      <form onSubmit={submit} className="grid gap-3 overflow-y-auto">
        <Field label="Title">
          {(control) => (
            <Input
              {...control}
              name="title"
              required
              autoFocus
              maxLength={300}
              defaultValue={first?.title}
              placeholder="Payment holds its connection"
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Severity">
            {(control) => (
              <Select
                {...control}
                name="severity"
                defaultValue={first?.severity ?? 'medium'}
                options={optionsOf(SEVERITIES)}
              />
            )}
          </Field>
          <Field label="Owner" note="optional">
            {(control) => (
              <Input {...control} name="owner" maxLength={200} defaultValue={finding?.owner} placeholder="Payments" />
            )}
          </Field>
        </div>
        <Field label="Impact" note="optional">
          {(control) => (
            <Textarea {...control} name="impact" rows={2} maxLength={10_000} defaultValue={finding?.impact} />
          )}
        </Field>
        <Field label="Root cause" note="optional">
          {(control) => (
            <Textarea
              {...control}
              name="rootCause"
              rows={2}
              maxLength={10_000}
              defaultValue={finding?.rootCause ?? suggestion?.advice}
            />
          )}
        </Field>
        {suggestion ? null : <SeenIn cycle={cycle} finding={finding} problem={windowProblem} />}
        {finding ? (
          <Field label="Status">
            {(control) => (
              <Select {...control} name="status" defaultValue={finding.status} options={optionsOf(STATUSES)} />
            )}
          </Field>
        ) : null}
        <FormEnd problem={problem} isBusy={busy !== null} onCancel={onClose}>
          {suggestion ? 'Confirm' : 'Save'}
        </FormEnd>
      </form>
    </Dialog>
  )
}

interface SeenProps {
  cycle: CycleView
  finding: FindingView | null
  problem: string | undefined
}

/** The run that shows it, and which part of it: the finding then leads there. */
function SeenIn({ cycle, finding, problem }: SeenProps): ReactElement {
  const runs = cycle.runs.map(({ run, scenario }) => ({
    value: run.id,
    label: `${run.label} ${scenario.name || scenario.key}`,
  }))
  const own = finding?.run
  const kept = own && !runs.some(({ value }) => value === own.id) ? [{ value: own.id, label: own.label }] : []
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_96px_96px] gap-x-3 gap-y-1">
      <Field label="Seen in">
        {(control) => (
          <Select
            {...control}
            name="run"
            defaultValue={own?.id ?? ''}
            options={[{ value: '', label: 'No run in particular' }, ...kept, ...runs]}
          />
        )}
      </Field>
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={name === 'from' ? 'From' : 'To'} note="optional">
          {(control) => (
            <Input
              {...control}
              name={name}
              mono
              aria-invalid={problem ? true : undefined}
              placeholder={name === 'from' ? '01:30' : '02:10'}
              defaultValue={clockOf(finding?.window?.[name === 'from' ? 'fromMs' : 'toMs'])}
            />
          )}
        </Field>
      ))}
      <div className="col-span-3">
        <Problem>{problem}</Problem>
      </div>
    </div>
  )
}
