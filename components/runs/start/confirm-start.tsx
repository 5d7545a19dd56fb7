'use client'

import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactElement, type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DialogFooter } from '#components/ui/dialog.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { apiProblem } from '#lib/api/client.ts'

interface Props {
  onClose: () => void
  isPossible: boolean
  /** Answers the page to go to. */
  start: () => Promise<string>
  /** Where to mend what stands in the way. */
  hint?: ReactNode
  problem?: string | null
  /** What the button that does it says. */
  does: string
  children: ReactNode
}

/** What will be sent, and the press that sends it and leads to where it is watched. */
export function ConfirmStart({ onClose, isPossible, start, hint, problem, does, children }: Props): ReactElement {
  const router = useRouter()
  const [isLeaving, setLeaving] = useState(false)
  const made = useAttempt((thrown) => apiProblem(thrown).message)
  const press = (): void =>
    void made.attempt(async () => {
      const page = await start()
      setLeaving(true)
      router.push(page)
    })
  return (
    <>
      <div className="grid gap-2">
        {children}
        <Problem>{made.problem ?? problem ?? null}</Problem>
      </div>
      <DialogFooter>
        <span className="flex-1">{hint}</span>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" busy={made.busy !== null || isLeaving} disabled={!isPossible} onClick={press}>
          <Play aria-hidden />
          {does}
        </Button>
      </DialogFooter>
    </>
  )
}
