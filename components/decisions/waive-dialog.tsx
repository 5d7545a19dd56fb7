'use client'

import type { FormEvent, ReactElement } from 'react'
import { useCycle, useCycleCall } from '#components/cycles/cycle-context.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input, Textarea } from '#components/ui/field.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { notify } from '#components/ui/notify.ts'
import { Select } from '#components/ui/select.tsx'
import { api } from '#lib/api/client.ts'
import { sayDay } from '#lib/reports/report-format.ts'
import { waivable } from './waivable.ts'

interface Props {
  onClose: () => void
  /** Key of what is chosen at first; default: what needs it most. */
  chosen?: string | undefined
}

/** Accepts a breach or a gap: what, who stands for it, why, and until when. */
export function WaiveDialog({ onClose, chosen }: Props): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const options = waivable(cycle)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = textOf(event.currentTarget)
    const objective = text('objective')
    void attempt(async () => {
      await api.cycles.waive({
        ...{ id: cycle.id, objective, owner: text('owner'), reason: text('reason') },
        expiresAt: `${text('expires')}T23:59:59Z`,
      })
      const what = options.find(({ value }) => value === objective)?.label ?? objective
      notify(`Waived until ${sayDay(text('expires'))}`, { description: what }, 'success')
      onClose()
    })
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Waive an objective"
      description="The breach is accepted until the day you name; then it counts again. Every signature is revoked."
      className="max-w-[480px]"
    >
      <form onSubmit={submit} className="grid gap-3">
        <Field label="What is waived">
          {(control) => <Select {...control} name="objective" required defaultValue={chosen} options={options} />}
        </Field>
        <div className="grid grid-cols-[minmax(0,1fr)_150px] gap-3">
          <Field label="Owner">
            {(control) => (
              <Input {...control} name="owner" required autoFocus maxLength={200} placeholder="Product owner" />
            )}
          </Field>
          <Field label="Expires" help="Holds to the end of that day, UTC">
            {(control) => <Input {...control} name="expires" type="date" required min={today()} />}
          </Field>
        </div>
        <Field label="Reason">
          {(control) => (
            <Textarea
              {...control}
              name="reason"
              required
              rows={3}
              maxLength={5000}
              placeholder="Fixed in 2.4.1, due next week"
            />
          )}
        </Field>
        <FormEnd problem={problem} isBusy={busy !== null} onCancel={onClose}>
          Waive
        </FormEnd>
      </form>
    </Dialog>
  )
}

const today = (): string => new Date().toISOString().slice(0, 10)
