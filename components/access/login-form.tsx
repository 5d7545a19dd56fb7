'use client'

import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { safeNext, signIn } from './sign-in.ts'

export function LoginForm({ next }: { next?: string | undefined }): ReactElement {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setProblem(null)
    const result = await signIn(String(form.get('email')).trim(), String(form.get('password')))
    if (result.ok) return window.location.assign(safeNext(next))
    setBusy(false)
    setProblem(result.message)
  }

  return (
    <form onSubmit={submit} className="sheet grid gap-4 p-6">
      <h1 className="text-lg font-semibold tracking-[-0.017em]">Sign in</h1>
      <Field label="E-mail">
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" required autoFocus className="h-9" />
        )}
      </Field>
      <Field label="Password" error={problem ?? undefined}>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="h-9"
          />
        )}
      </Field>
      <div role="alert" className="sr-only">
        {problem}
      </div>
      <Button kind="primary" size="lg" type="submit" busy={busy}>
        Sign in
      </Button>
    </form>
  )
}
