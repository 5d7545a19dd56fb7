'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { api, apiProblem } from '#lib/api/client.ts'

export function NewProjectForm(): ReactElement {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | undefined>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    setBusy(true)
    try {
      await api.projects.create({ name })
      router.refresh()
    } catch (thrown) {
      setBusy(false)
      setProblem(apiProblem(thrown).message)
    }
  }
  return (
    <form onSubmit={submit} className="flex w-full max-w-96 items-end gap-2 text-left">
      <Field label="Name of the project" error={problem} className="flex-1">
        {(control) => (
          <Input {...control} name="name" required maxLength={120} placeholder="Orders platform" className="h-8" />
        )}
      </Field>
      <Button kind="primary" type="submit" busy={busy}>
        Create project
      </Button>
    </form>
  )
}
