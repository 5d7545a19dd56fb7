'use client'

import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { setUp } from './sign-in.ts'

/** The first visit: the account that may do everything. */
export function SetupForm(): ReactElement {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string): string => String(form.get(name) ?? '')
    setBusy(true)
    setProblem(null)
    const result = await setUp({ name: text('name').trim(), email: text('email').trim(), password: text('password') })
    if (result.ok) return window.location.assign('/')
    setBusy(false)
    setProblem(result.message)
  }

  return (
    <form onSubmit={submit} className="sheet grid gap-4 p-6">
      <div>
        <h1 className="text-lg font-semibold tracking-[-0.017em]">Create the admin account</h1>
        <p className="mt-1 text-pretty text-ink-2">
          Nobody has an account on this Headroom yet. The first one may do everything, and lets the others in.
        </p>
      </div>
      <Field label="Name" help="As your colleagues know you; it stands beside what you decide">
        {(control) => (
          <Input {...control} name="name" autoComplete="name" required maxLength={120} autoFocus className="h-9" />
        )}
      </Field>
      <Field label="E-mail" help="What you sign in with; nothing is sent there">
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" required className="h-9" />}
      </Field>
      <Field label="Password" help="8 to 128 characters" error={problem ?? undefined}>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={8}
            maxLength={128}
            className="h-9"
          />
        )}
      </Field>
      <div role="alert" className="sr-only">
        {problem}
      </div>
      <Button kind="primary" size="lg" type="submit" busy={busy}>
        Create account
      </Button>
    </form>
  )
}
