'use client'

import { OctagonX, Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { api, apiProblem } from '#lib/api/client.ts'
import { showMoment } from '#lib/core/moment.ts'
import type { LoadBlockView } from '#lib/runs/worker-schema.ts'

/** Stops every run of every worker, and lets none begin until it is lifted. */
export function KillSwitch({ block }: { block: LoadBlockView }): ReactElement {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  const { busy, problem, attempt } = useAttempt((thrown) => apiProblem(thrown).message)
  const carryOut = (call: () => Promise<unknown>): Promise<void> =>
    attempt(async () => {
      await call()
      setOpen(false)
      router.refresh()
    })
  if (block.stopped) {
    return (
      <Banner
        tone="fail"
        icon={OctagonX}
        title="All load is stopped"
        action={
          <Button busy={busy !== null} onClick={() => void carryOut(() => api.workers.liftStop())}>
            <Play aria-hidden />
            Allow load again
          </Button>
        }
      >
        {problem ??
          `${block.by} stopped it${block.since ? ` on ${showMoment(block.since)}` : ''}: ${block.reason}. No run can be started.`}
      </Banner>
    )
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason')).trim()
    void carryOut(() => api.workers.stopAll({ reason }))
  }
  return (
    <>
      <div className="sheet flex flex-wrap items-center gap-3 px-4 py-3">
        <p className="min-w-0 flex-1 basis-72 text-ink-2">
          In an emergency, one switch ends every run on every worker within 2 seconds and blocks new ones until it is
          lifted.
        </p>
        <Button kind="danger" onClick={() => setOpen(true)}>
          <OctagonX aria-hidden />
          Stop all load
        </Button>
      </div>
      <Dialog open={isOpen} onOpenChange={setOpen} title="Stop all load?" className="max-w-[460px]">
        <form onSubmit={submit}>
          <p className="mb-3 text-pretty">
            Every run in every project ends as <b>aborted</b>; what it measured stays. No run can be started until
            somebody allows load again.
          </p>
          <Field label="Reason" help="Everybody whose run ends reads it." error={problem}>
            {(control) => (
              <Input {...control} name="reason" required autoFocus placeholder="The payment provider asked us to" />
            )}
          </Field>
          <DialogFooter>
            <span className="flex-1" />
            <Button onClick={() => setOpen(false)}>Keep running</Button>
            <Button kind="danger-solid" type="submit" busy={busy !== null}>
              <OctagonX aria-hidden />
              Stop all load
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
    </>
  )
}
