'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { api, apiProblem } from '#lib/api/client.ts'
import type { SecretRow } from './secret-rows.ts'

/** Gives one secret its value, or takes it away. */
export function SecretValue({ projectId, row }: { projectId: string; row: SecretRow }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        {row.updatedAt ? 'Replace' : 'Set value'}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`${row.name} of ${row.environment}`}
        description="It is shown to nobody afterwards, not even to you."
        className="max-w-[460px]"
      >
        {isOpen ? <ValueForm projectId={projectId} row={row} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  )
}

function ValueForm({
  projectId,
  row,
  onDone,
}: {
  projectId: string
  row: SecretRow
  onDone: () => void
}): ReactElement {
  const router = useRouter()
  const { busy, problem, attempt } = useAttempt((thrown) => apiProblem(thrown).message)
  const key = { id: projectId, environment: row.environment, name: row.name }
  const carryOut = (what: 'set' | 'delete', call: () => Promise<void>): Promise<void> =>
    attempt(async () => {
      await call()
      router.refresh()
      onDone()
    }, what)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const value = String(new FormData(event.currentTarget).get('value'))
    void carryOut('set', () => api.secrets.put({ ...key, value }))
  }
  return (
    <form onSubmit={submit}>
      <Field label="Value" error={problem}>
        {(control) => <Input {...control} name="value" type="password" autoComplete="off" required autoFocus mono />}
      </Field>
      <DialogFooter>
        {row.updatedAt ? (
          <Button
            kind="danger"
            busy={busy === 'delete'}
            onClick={() => void carryOut('delete', () => api.secrets.delete(key))}
          >
            Delete the value
          </Button>
        ) : null}
        <span className="flex-1" />
        <Button onClick={onDone}>Cancel</Button>
        <Button kind="primary" type="submit" busy={busy === 'set'}>
          {row.updatedAt ? 'Replace' : 'Set value'}
        </Button>
      </DialogFooter>
    </form>
  )
}
