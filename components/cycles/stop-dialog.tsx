'use client'

import { Square } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { api } from '#lib/api/client.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

export function StopDialog({ onClose }: { onClose: () => void }): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const [stopRun, setStopRun] = useState(true)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim()
    void attempt(async () => {
      await api.cycles.stop({ id: cycle.id, stopRun, ...(reason ? { reason } : {}) })
      onClose()
    })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Stop the suite?"
      description="Scenarios that have not begun are left out. What was measured stays."
      className="max-w-[440px]"
    >
      <form onSubmit={submit} className="grid gap-3">
        <Field label="Reason" note="optional">
          {(control) => <Input {...control} name="reason" autoFocus maxLength={2000} />}
        </Field>
        <Checkbox checked={stopRun} onCheckedChange={(checked) => setStopRun(checked === true)}>
          Also stop the run under way
        </Checkbox>
        <Problem>{problem}</Problem>
        <DialogFooter>
          <span className="flex-1" />
          <Button onClick={onClose}>Keep running</Button>
          <Button kind="danger-solid" type="submit" busy={busy !== null}>
            <Square aria-hidden />
            Stop the suite
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
