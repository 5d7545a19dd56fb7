'use client'

import { Archive } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { notify } from '#components/ui/notify.ts'
import { Problem } from '#components/ui/problem.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { api, apiProblem } from '#lib/api/client.ts'

interface Props {
  planId: string
  name: string
  onClose: () => void
  /** It is gone, or archived. */
  onDone: () => void
}

/** Asks before a plan is lost; one that was decided by is kept, and can be archived. */
export function DeletePlanDialog({ planId, name, onClose, onDone }: Props): ReactElement {
  /** Why it stays. */
  const [kept, setKept] = useState<string | null>(null)
  const isKept = kept !== null
  const { busy, problem, attempt } = useAttempt((thrown) => apiProblem(thrown).message)
  const remove = async (): Promise<void> => {
    try {
      await api.plans.delete({ id: planId })
    } catch (thrown) {
      const { message, details } = apiProblem(thrown)
      if (details?.instead === 'archive') setKept(message)
      throw thrown
    }
    notify(`${name} was deleted`, {}, 'success')
    onDone()
  }
  const archive = async (): Promise<void> => {
    const { version } = await api.plans.get({ id: planId })
    await api.plans.edit({ id: planId, baseVersion: version, operations: [], status: 'archived' })
    notify(
      `${name} is archived`,
      { description: 'It is listed below the other plans; another status on its page brings it back.' },
      'success',
    )
    onDone()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isKept ? `${name} is kept` : `Delete ${name}?`}
      description={kept ?? 'Its revisions, its runs and their results go with it. This cannot be undone.'}
      className="max-w-[480px]"
    >
      <Problem>{problem === kept ? null : problem}</Problem>
      <DialogFooter>
        <span className="flex-1" />
        <Button onClick={onClose}>{isKept ? 'Leave it as it is' : 'Keep it'}</Button>
        {isKept ? (
          <Button kind="primary" busy={busy !== null} onClick={() => void attempt(archive)}>
            <Archive aria-hidden />
            Archive the plan
          </Button>
        ) : (
          <Button kind="danger-solid" busy={busy !== null} onClick={() => void attempt(remove)}>
            Delete the plan
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  )
}
