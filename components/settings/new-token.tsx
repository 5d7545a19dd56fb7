'use client'

import { Copy, KeyRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { copyText } from '#components/ui/copy-text.ts'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Select } from '#components/ui/select.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { ROLES, type Role, rolesUpTo } from '#lib/access/role.ts'
import { api, apiProblem, fieldProblems } from '#lib/api/client.ts'
import { ROLE_OPTIONS } from './role-words.ts'

interface Props {
  projectId: string
  role: Role
}

/** Makes a token for this project and shows it, once. */
export function NewToken({ projectId, role }: Props): ReactElement {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  const [token, setToken] = useState<string | null>(null)
  const close = (): void => {
    setOpen(false)
    if (token === null) return
    setToken(null)
    router.refresh()
  }
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <KeyRound aria-hidden />
        New token
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={(open) => (open ? setOpen(true) : close())}
        title={token === null ? 'New token' : 'Take it now'}
        description={
          token === null
            ? 'It works in this project, in your name, until it ends or is revoked.'
            : 'It is shown this once: Headroom keeps only what it takes to recognise it.'
        }
        className="max-w-[520px]"
      >
        {!isOpen ? null : token === null ? (
          <TokenForm projectId={projectId} role={role} onMade={setToken} onCancel={close} />
        ) : (
          <Shown token={token} onDone={close} />
        )}
      </Dialog>
    </>
  )
}

const DAY_MS = 86_400_000
const SPANS = [
  { value: '', label: 'Never' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
]

interface FormProps extends Props {
  onMade: (token: string) => void
  onCancel: () => void
}

function TokenForm({ projectId, role, onMade, onCancel }: FormProps): ReactElement {
  const [fields, setFields] = useState<Record<string, string>>({})
  const { busy, problem, attempt } = useAttempt((thrown) => {
    setFields(fieldProblems(thrown))
    return apiProblem(thrown).message
  })
  const may = rolesUpTo(role)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = textOf(event.currentTarget)
    const days = Number(text('days'))
    void attempt(async () => {
      setFields({})
      const made = await api.tokens.create({
        ...{ name: text('name'), projectId, role: text('role') as Role },
        ...(days > 0 ? { expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() } : {}),
      })
      onMade(made.token)
    })
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label="For" error={fields.name}>
        {(control) => (
          <Input {...control} name="name" required maxLength={120} autoFocus placeholder="nightly pipeline" />
        )}
      </Field>
      <Field label="May" error={fields.role}>
        {(control) => (
          <Select
            {...control}
            name="role"
            defaultValue={may.includes('engineer') ? 'engineer' : (may[0] ?? ROLES[0])}
            options={ROLE_OPTIONS.filter(({ value }) => may.includes(value))}
          />
        )}
      </Field>
      <Field label="It ends after" className="w-36">
        {(control) => <Select {...control} name="days" defaultValue="" options={SPANS} />}
      </Field>
      <FormEnd problem={fields.name || fields.role ? null : problem} isBusy={busy !== null} onCancel={onCancel}>
        Make the token
      </FormEnd>
    </form>
  )
}

function Shown({ token, onDone }: { token: string; onDone: () => void }): ReactElement {
  return (
    <div className="grid gap-3">
      <Field label="Token" help="As HEADROOM_TOKEN, the command line finds it.">
        {(control) => (
          <Input {...control} readOnly autoFocus mono value={token} onFocus={(event) => event.target.select()} />
        )}
      </Field>
      <DialogFooter>
        <span className="flex-1" />
        <Button onClick={() => void copyText(token, 'The token is copied')}>
          <Copy aria-hidden />
          Copy
        </Button>
        <Button kind="primary" onClick={onDone}>
          I have it
        </Button>
      </DialogFooter>
    </div>
  )
}
