'use client'

import { UserPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Select } from '#components/ui/select.tsx'
import type { Role } from '#lib/access/role.ts'
import { api, apiProblem, fieldProblems } from '#lib/api/client.ts'
import { ROLE_OPTIONS } from './role-words.ts'

/** Lets somebody into the project, with an account of their own where they have none. */
export function AddPerson({ projectId }: { projectId: string }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden />
        Add a person
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Add a person"
        description="They sign in with this e-mail address and password."
        className="max-w-[480px]"
      >
        {isOpen ? <PersonForm projectId={projectId} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  )
}

function PersonForm({ projectId, onDone }: { projectId: string; onDone: () => void }): ReactElement {
  const router = useRouter()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [fields, setFields] = useState<Record<string, string>>({})
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (isBusy) return
    const text = textOf(event.currentTarget)
    const optional = Object.fromEntries(
      (['name', 'password'] as const).flatMap((name) => (text(name) ? [[name, text(name)]] : [])),
    )
    setBusy(true)
    setFields({})
    setProblem(null)
    try {
      await api.members.add({ id: projectId, email: text('email'), role: text('role') as Role, ...optional })
      router.refresh()
      onDone()
    } catch (thrown) {
      setFields(fieldProblems(thrown))
      setProblem(apiProblem(thrown).message)
      setBusy(false)
    }
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label="E-mail" error={fields.email}>
        {(control) => <Input {...control} name="email" type="email" required autoFocus autoComplete="off" />}
      </Field>
      <Field label="Name" note="for who has no account yet" error={fields.name}>
        {(control) => <Input {...control} name="name" maxLength={120} autoComplete="off" />}
      </Field>
      <Field
        label="First password"
        note="for who has no account yet"
        help="At least 8 characters. Hand it over yourself; Headroom sends no e-mail."
        error={fields.password}
      >
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            minLength={8}
            maxLength={128}
            autoComplete="new-password"
          />
        )}
      </Field>
      <Field label="Role">
        {(control) => <Select {...control} name="role" defaultValue="engineer" options={ROLE_OPTIONS} />}
      </Field>
      <FormEnd problem={Object.keys(fields).length > 0 ? null : problem} isBusy={isBusy} onCancel={onDone}>
        Add to the project
      </FormEnd>
    </form>
  )
}
