'use client'

import type { FormEvent, ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { api } from '#lib/api/client.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

interface Props {
  onClose: () => void
  onMove: () => void
}

export function EditDialog({ onClose, onMove }: Props): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const change = (what: Omit<Parameters<typeof api.cycles.update>[0], 'id'>): void =>
    void attempt(async () => {
      await api.cycles.update({ id: cycle.id, ...what })
      onClose()
    })
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = textOf(event.currentTarget)
    change({
      name: text('name'),
      versionUnderTest: text('version'),
      startsOn: text('starts') || null,
      endsOn: text('ends') || null,
    })
  }
  const isClosed = cycle.state === 'closed'
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Cycle ${cycle.number}`} className="max-w-[480px]">
      <form onSubmit={submit} className="grid gap-3">
        <Field label="Name">
          {(control) => <Input {...control} name="name" required autoFocus maxLength={200} defaultValue={cycle.name} />}
        </Field>
        <Field label="Version under test">
          {(control) => <Input {...control} name="version" maxLength={120} defaultValue={cycle.versionUnderTest} />}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Tests begin">
            {(control) => <Input {...control} name="starts" type="date" defaultValue={cycle.startsOn ?? ''} />}
          </Field>
          <Field label="Release on">
            {(control) => <Input {...control} name="ends" type="date" defaultValue={cycle.endsOn ?? ''} />}
          </Field>
        </div>
        <Problem>{problem}</Problem>
        <DialogFooter>
          <Button kind="ghost" onClick={onMove}>
            Move to a revision…
          </Button>
          <Button kind="ghost" onClick={() => change({ state: isClosed ? 'open' : 'closed' })}>
            {isClosed ? 'Open again' : 'Close the cycle'}
          </Button>
          <span className="flex-1" />
          <Button kind="primary" type="submit" busy={busy !== null}>
            Save
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
