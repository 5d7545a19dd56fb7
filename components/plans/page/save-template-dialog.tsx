'use client'

import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input, Textarea } from '#components/ui/field.tsx'
import { notify } from '#components/ui/notify.ts'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { api, apiProblem } from '#lib/api/client.ts'

interface Props {
  planId: string
  planName: string
  onClose: () => void
}

export function SaveTemplateDialog({ planId, planName, onClose }: Props): ReactElement {
  const [name, setName] = useState(planName)
  const [description, setDescription] = useState('')
  const { busy, problem, attempt } = useAttempt((thrown) => apiProblem(thrown).message)
  const save = (event: FormEvent): void => {
    event.preventDefault()
    void attempt(async () => {
      await api.templates.save({ id: planId, name, description })
      onClose()
      notify('Saved as a template', { description: 'New plan offers it to everybody in this project.' }, 'success')
    })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Save as a template"
      description="The draft as it is now, for new plans of this project. Secrets are in it by name only; uploaded files stay where they are."
    >
      <form onSubmit={save} className="grid gap-3">
        <Field label="Name of the template" error={problem ?? undefined}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Description" note="optional" help="One sentence: what it is for, and when to use it">
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              maxLength={500}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
        <DialogFooter>
          <span className="flex-1" />
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy !== null} disabled={name.trim() === ''}>
            Save template
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
