'use client'

import { useRouter } from 'next/navigation'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { apiProblem } from '#lib/api/client.ts'

interface Props {
  /** What the button says, here and in the question. */
  does: string
  /** To whom or what, for those who hear it. */
  what: string
  title: string
  description: string
  onConfirm: () => Promise<unknown>
}

/** Of a row of settings: takes something away once the question was answered, and shows the page without it. */
export function ConfirmButton({ does, what, title, description, onConfirm }: Props): ReactElement {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  const { busy, problem, attempt } = useAttempt((thrown) => apiProblem(thrown).message)
  const confirm = (): void =>
    void attempt(async () => {
      await onConfirm()
      setOpen(false)
      router.refresh()
    })
  return (
    <>
      <Button size="sm" kind="ghost" onClick={() => setOpen(true)} aria-label={`${does} ${what}`}>
        {does}
      </Button>
      {isOpen ? (
        <ConfirmDialog
          {...{ title, description, does, busy, problem }}
          keeps="Keep"
          onClose={() => setOpen(false)}
          onConfirm={confirm}
        />
      ) : null}
    </>
  )
}
