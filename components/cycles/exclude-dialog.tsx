'use client'

import type { FormEvent, ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Textarea } from '#components/ui/field.tsx'
import { api } from '#lib/api/client.ts'
import type { CycleRunView } from '#lib/cycles/matrix-schema.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

export function ExcludeDialog({ run, onClose }: { run: CycleRunView; onClose: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const because = String(new FormData(event.currentTarget).get('because') ?? '').trim()
    void attempt(async () => {
      await api.cycles.excludeRun({ id: cycle.id, run: run.run.id, excluded: { because } })
      onClose()
    })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Exclude ${run.run.label} of ${run.scenario.name || run.scenario.key}?`}
      description="It stays listed with your reason, and says nothing any more. What was signed on it is revoked."
      className="max-w-[460px]"
    >
      <form onSubmit={submit}>
        <Field label="Reason" error={problem}>
          {(control) => (
            <Textarea
              {...control}
              name="because"
              required
              autoFocus
              rows={2}
              maxLength={2000}
              placeholder="The cache was cold"
            />
          )}
        </Field>
        <DialogFooter>
          <span className="flex-1" />
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="primary" type="submit" busy={busy !== null}>
            Exclude
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
