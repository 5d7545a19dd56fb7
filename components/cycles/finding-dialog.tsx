'use client'

import type { FormEvent, ReactElement } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input, Textarea } from '#components/ui/field.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { optionsOf } from '#components/ui/options.ts'
import { Select } from '#components/ui/select.tsx'
import { api } from '#lib/api/client.ts'
import { FINDING_STATUSES, type FindingView, SEVERITIES, type Severity } from '#lib/improvement/schema.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'
import type { FindingSource } from './findings-sheet.tsx'

type Status = Exclude<FindingView['status'], 'suggested'>
const STATUSES = FINDING_STATUSES.filter((status): status is Status => status !== 'suggested')

/** A new finding, one to be confirmed, or one to be changed. */
export function FindingDialog({ source, onClose }: { source: FindingSource; onClose: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const finding = 'finding' in source ? source.finding : null
  const suggestion = 'suggestion' in source ? source.suggestion : null
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = textOf(event.currentTarget)
    const said = {
      ...{ title: text('title'), severity: text('severity') as Severity, impact: text('impact') },
      ...{ rootCause: text('rootCause'), owner: text('owner') },
    }
    void attempt(async () => {
      if (finding) await api.findings.update({ id: finding.id, ...said, status: text('status') as Status })
      else if (suggestion) await api.cycles.addFinding({ id: cycle.id, suggestion: suggestion.key, ...said })
      else await api.cycles.addFinding({ id: cycle.id, ...said, run: text('run') || null })
      onClose()
    })
  }
  const first = finding ?? suggestion
  const runs = cycle.runs.map(({ run, scenario }) => ({
    value: run.id,
    label: `${run.label} ${scenario.name || scenario.key}`,
  }))
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
          <Field label="Owner">
            {(control) => <Input {...control} name="owner" maxLength={200} defaultValue={finding?.owner} />}
          </Field>
        </div>
        <Field label="Impact">
          {(control) => <Textarea {...control} name="impact" rows={2} defaultValue={finding?.impact} />}
        </Field>
        <Field label="Root cause">
          {(control) => <Textarea {...control} name="rootCause" rows={2} defaultValue={finding?.rootCause} />}
        </Field>
        {finding ? (
          <Field label="Status">
            {(control) => (
              <Select {...control} name="status" defaultValue={finding.status} options={optionsOf(STATUSES)} />
            )}
          </Field>
        ) : suggestion ? null : (
          <Field label="Seen in">
            {(control) => (
              <Select {...control} name="run" options={[{ value: '', label: 'No run in particular' }, ...runs]} />
            )}
          </Field>
        )}
        <FormEnd problem={problem} isBusy={busy !== null} onCancel={onClose}>
          {suggestion ? 'Confirm' : 'Save'}
        </FormEnd>
      </form>
    </Dialog>
  )
}
