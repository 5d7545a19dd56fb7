'use client'

import { type FormEvent, type ReactElement, useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Textarea } from '#components/ui/field.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { Select } from '#components/ui/select.tsx'
import { api } from '#lib/api/client.ts'
import type { ChecklistItem, MarkState } from '#lib/cycles/schema.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'
import { uploadAttachment } from './upload-attachment.ts'

const STATES: readonly { value: MarkState; label: string }[] = [
  { value: 'done', label: 'Done' },
  { value: 'not-applicable', label: 'Does not apply' },
  { value: 'open', label: 'Open again' },
]

/** Ticks one item, with a note and a file as evidence. Earlier marks stay in the history. */
export function MarkDialog({ item, onClose }: { item: ChecklistItem; onClose: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const [state, setState] = useState<MarkState>(item.isOpen ? 'done' : (item.mark?.state ?? 'done'))
  const states =
    cycle.may.decide && item.required
      ? [...STATES, { value: 'overridden' as const, label: 'Overridden, with a reason' }]
      : STATES
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const note = String(form.get('note') ?? '').trim()
    const file = form.get('file')
    const run = String(form.get('run') ?? '')
    void attempt(async () => {
      const attachment = file instanceof File && file.size > 0 ? await uploadAttachment(cycle.projectId, file) : null
      await api.cycles.mark({
        ...{ id: cycle.id, list: item.list, item: item.key, state },
        ...(note ? { note } : {}),
        ...(run ? { run } : {}),
        ...(attachment ? { attachment } : {}),
      })
      onClose()
    })
  }
  const runs = cycle.runs.map(({ run, scenario }) => ({
    value: run.id,
    label: `${run.label} ${scenario.name || scenario.key}`,
  }))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={item.text} className="max-w-[460px]">
      <form onSubmit={submit} className="grid gap-3">
        <Field label="State">
          {(control) => (
            <Select
              {...control}
              autoFocus
              value={state}
              options={states}
              onChange={(event) => setState(event.target.value as MarkState)}
            />
          )}
        </Field>
        <Field label="Note" note={state === 'overridden' ? 'needed' : 'optional'}>
          {(control) => (
            <Textarea {...control} name="note" rows={3} maxLength={5000} required={state === 'overridden'} />
          )}
        </Field>
        {item.list === 'during' && runs.length > 0 ? (
          <Field label="Run">
            {(control) => (
              <Select {...control} name="run" options={[{ value: '', label: 'No run in particular' }, ...runs]} />
            )}
          </Field>
        ) : null}
        <Field
          label="File"
          note="optional, at most 20 MB"
          help="A picture, PDF, text, table or archive: kept as evidence, never changed."
        >
          {(control) => (
            <input
              {...control}
              name="file"
              type="file"
              className="text-xs file:mr-3 file:h-[30px] file:rounded-md file:border file:border-edge file:bg-panel file:px-3 file:text-ink"
            />
          )}
        </Field>
        <FormEnd problem={problem} isBusy={busy !== null} onCancel={onClose}>
          Save
        </FormEnd>
      </form>
    </Dialog>
  )
}
